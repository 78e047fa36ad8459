package io.tombolo.mm.internal.snapshot;

import io.tombolo.core.spi.SnapshotStrategy;

/** Makes the house's own strategies. */
public final class Snapshots {
    private Snapshots() {}

    /** Copy-on-write. */
    public static SnapshotStrategy sharing() {
        return new SharingSnapshot();
    }

    /** Copy at once. */
    public static SnapshotStrategy copying() {
        return new CopyingSnapshot();
    }
}
