package io.tombolo.mm.internal.snapshot;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.SnapshotStrategy;
import io.tombolo.host.posix.NativeMemory;

/**
 * Copies every page of the parent's own at once. The parent loses write access first and gets it back by its next write, so that the
 * copy is of one moment although the parent's tasks run. Pages that are still a file's are shared, as they cannot be written.
 */
final class CopyingSnapshot implements SnapshotStrategy {
    private static final int PAGE = 4096;

    @Override
    public void snapshot(AddressSpace parent, AddressSpace child, long address, long length, FrameSharing frames) {
        parent.forEachPage(address, length, (page, host, access) -> {
            if ((access & Access.WRITE) != 0) {
                parent.protect(page, PAGE, access & ~Access.WRITE);
            }
        });
        parent.synchronize();
        parent.forEachPage(address, length, (page, host, access) -> {
            if (frames.owned(host)) {
                long copy = frames.allocate();
                NativeMemory.copy(host, copy, PAGE);
                frames.place(page, copy, access);
            } else {
                frames.shared(host, 1);
                parent.share(child, page, PAGE, access);
            }
        });
    }
}
