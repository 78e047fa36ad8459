package io.tombolo.core.spi;

/** A way to take the snapshot that {@code fork} needs. Its role is {@code fork}; the memory manager drives it. */
public interface SnapshotStrategyProvider extends ModuleProvider {
    /** What it needs and costs, in one sentence, for {@code tombolo modules}. */
    String description();

    /** Makes the strategy of a kernel. */
    SnapshotStrategy create(KernelServices services);
}
