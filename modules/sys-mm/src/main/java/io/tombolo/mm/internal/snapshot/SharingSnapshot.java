package io.tombolo.mm.internal.snapshot;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.PageVisitor;
import io.tombolo.core.spi.SnapshotStrategy;

/**
 * Copy-on-write: both sides point at the same pages, lose write access, and whoever writes first gets a copy. A task that writes a
 * page after its entry lost the right waits in its fault until the fork is over, so that nothing which it does later is seen either.
 */
final class SharingSnapshot implements SnapshotStrategy {
    private static final int ALL_BUT_WRITE = Access.READ | Access.EXECUTE;
    private static final int PAGE = 4096;

    @Override
    public void snapshot(AddressSpace parent, AddressSpace child, long address, long length, FrameSharing frames) {
        Sharing sharing = new Sharing(frames);
        parent.forEachPage(address, length, sharing);
        sharing.end();
        parent.share(child, address, length, ALL_BUT_WRITE);
    }

    /** Counts shared pages by runs: memory that was touched in order lies in order. */
    private static final class Sharing implements PageVisitor {
        private final FrameSharing frames;
        private long start;
        private int pages;
        private boolean owned;

        Sharing(FrameSharing frames) {
            this.frames = frames;
        }

        @Override
        public void page(long address, long hostAddress, int access) {
            if (pages > 0 && hostAddress == start + (long) pages * PAGE && frames.owned(hostAddress) == owned) {
                pages++;
                return;
            }
            end();
            start = hostAddress;
            pages = 1;
            owned = frames.owned(hostAddress);
        }

        void end() {
            if (pages > 0) {
                frames.shared(start, pages);
            }
            pages = 0;
        }
    }
}
