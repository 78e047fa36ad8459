package io.tombolo.mm.internal.frame;

import io.tombolo.host.posix.HostMappings;
import io.tombolo.host.posix.NativeBuffer;

/**
 * Which pages of 4 KiB are in the host's memory. A host whose pages are larger answers for whole ones of its own: then each part of
 * one is.
 */
public final class ResidentPages {
    private static final int CHUNK_PAGES = 512;

    private ResidentPages() {}

    /**
     * Asks the host.
     *
     * @param address of the first page, a multiple of 4096; the memory must be mapped
     * @param resident where the answer goes: a byte for each page, 1 for those in memory
     * @param index where in it
     * @throws io.tombolo.core.spi.ErrnoException as the host's mincore(2)
     */
    public static void ask(HostMappings mappings, long address, int pages, byte[] resident, int index) {
        int hostPage = mappings.pageSize();
        NativeBuffer vector = NativeBuffer.allocate(Math.min(pages, CHUNK_PAGES) + 1);
        for (int done = 0; done < pages; done += CHUNK_PAGES) {
            int count = Math.min(CHUNK_PAGES, pages - done);
            long start = address + ((long) done << FramePool.PAGE_SHIFT);
            long from = start & -hostPage;
            mappings.residency(from, start - from + ((long) count << FramePool.PAGE_SHIFT), vector.address());
            for (int page = 0; page < count; page++) {
                long offset = start - from + ((long) page << FramePool.PAGE_SHIFT);
                resident[index + done + page] = (byte) (vector.bytes().get((int) (offset / hostPage)) & 1);
            }
        }
    }
}
