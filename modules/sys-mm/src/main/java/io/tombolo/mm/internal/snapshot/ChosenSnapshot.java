package io.tombolo.mm.internal.snapshot;

import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SnapshotStrategy;
import io.tombolo.core.spi.SnapshotStrategyProvider;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The strategy in force: the one that the user named, else the heaviest. It is made at the first fork. Thread-safe. */
public final class ChosenSnapshot implements Supplier<SnapshotStrategy> {
    private final KernelServices services;
    private @Nullable SnapshotStrategy chosen;

    /** Over what the kernel has found. */
    public ChosenSnapshot(KernelServices services) {
        this.services = services;
    }

    @Override
    public synchronized SnapshotStrategy get() {
        if (chosen == null) {
            List<SnapshotStrategyProvider> found = services.snapshotStrategies();
            SnapshotStrategyProvider first = found.getFirst();
            LoggerFactory.getLogger(ChosenSnapshot.class)
                    .debug(
                            "fork={}: {} ({})",
                            first.name(),
                            first.description(),
                            found.size() == 1 ? "the only one, or named by --use" : "the heaviest of " + found.size());
            chosen = first.create(services);
        }
        return chosen;
    }
}
