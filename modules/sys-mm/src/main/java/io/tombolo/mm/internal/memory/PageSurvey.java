package io.tombolo.mm.internal.memory;

import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.HostMappings;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.frame.ResidentPages;

/**
 * Finds the pages of a memory that are present and that the host has in its own memory: a page may be present and untouched, since
 * faults bring in their neighbours. Takes no lock: what others change meanwhile may be seen or not. Not thread-safe.
 */
final class PageSurvey {
    private static final int CHUNK = 4096;

    private final AddressSpace space;
    private final HostMappings mappings;
    private final long[] addresses = new long[CHUNK];
    private final long[] hosts = new long[CHUNK];
    private final byte[] residency = new byte[CHUNK];
    private int count;

    /** Takes a page. */
    @FunctionalInterface
    interface Visitor {
        /** A present page, and whether the host has it in memory. */
        void visit(long address, long host, boolean resident);
    }

    PageSurvey(PagedMemory memory) {
        this.space = memory.addressSpace();
        this.mappings = memory.kernel().host().mappings();
    }

    /** Visits the present pages of a range in order. */
    void forEach(long start, long length, Visitor visitor) {
        count = 0;
        space.forEachPage(start, length, (address, host, access) -> {
            addresses[count] = address;
            hosts[count++] = host;
            if (count == CHUNK) {
                flush(visitor);
            }
        });
        flush(visitor);
    }

    private void flush(Visitor visitor) {
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && hosts[to] == hosts[to - 1] + FramePool.PAGE_SIZE) {
                to++;
            }
            boolean known = ask(hosts[from], to - from);
            for (int page = from; page < to; page++) {
                boolean resident = known && (residency[page - from] & 1) != 0;
                visitor.visit(addresses[page], hosts[page], resident);
            }
            from = to;
        }
        count = 0;
    }

    /** False if the host has nothing there any more: somebody has unmapped it meanwhile. */
    private boolean ask(long host, int pages) {
        try {
            ResidentPages.ask(mappings, host, pages, residency, 0);
            return true;
        } catch (ErrnoException gone) {
            return false;
        }
    }
}
