package io.tombolo.mm;

import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SnapshotStrategy;
import io.tombolo.core.spi.SnapshotStrategyProvider;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.mm.internal.snapshot.Snapshots;

/** Copy-on-write, the strategy that is taken unless another is named. */
public final class CopyOnWriteProvider implements SnapshotStrategyProvider {
    /** For {@link java.util.ServiceLoader}. */
    public CopyOnWriteProvider() {}

    @Override
    public String name() {
        return "cow";
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
        return 100;
    }

    @Override
    public String description() {
        return "shares pages and copies each at its first write; needs nothing of the host";
    }

    @Override
    public SnapshotStrategy create(KernelServices services) {
        return Snapshots.sharing();
    }
}
