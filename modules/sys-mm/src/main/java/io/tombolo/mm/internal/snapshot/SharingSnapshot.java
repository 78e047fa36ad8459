package io.tombolo.mm.internal.snapshot;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.SnapshotStrategy;

/**
 * Copy-on-write: both sides point at the same pages, lose write access, and whoever writes first gets a copy. A task that writes a
 * page after its entry lost the right waits in its fault until the fork is over, so that nothing which it does later is seen either.
 */
final class SharingSnapshot implements SnapshotStrategy {
    private static final int ALL_BUT_WRITE = Access.READ | Access.EXECUTE;

    @Override
    public void snapshot(AddressSpace parent, AddressSpace child, long address, long length, FrameSharing frames) {
        parent.forEachPage(address, length, (page, host, access) -> frames.shared(host));
        parent.share(child, address, length, ALL_BUT_WRITE);
    }
}
