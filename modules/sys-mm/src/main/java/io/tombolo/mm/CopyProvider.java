package io.tombolo.mm;

import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SnapshotStrategy;
import io.tombolo.core.spi.SnapshotStrategyProvider;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.mm.internal.snapshot.Snapshots;

/** The strategy that copies at once, for comparison and for hosts on which sharing is no gain. */
public final class CopyProvider implements SnapshotStrategyProvider {
    /** For {@link java.util.ServiceLoader}. */
    public CopyProvider() {}

    @Override
    public String name() {
        return "copy";
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public SpiVersion.Range spiVersions() {
        return SpiVersion.Range.of(1, 0);
    }

    @Override
    public int weight() {
        return 50;
    }

    @Override
    public String description() {
        return "copies all pages at once: slow, but later writes cost nothing; works anywhere";
    }

    @Override
    public SnapshotStrategy create(KernelServices services) {
        return Snapshots.copying();
    }
}
