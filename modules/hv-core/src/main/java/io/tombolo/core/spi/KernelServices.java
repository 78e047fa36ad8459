package io.tombolo.core.spi;

import io.tombolo.core.Kernel;
import io.tombolo.core.KernelOptions;

/** What a module may ask of the kernel that it belongs to. Thread-safe. */
public interface KernelServices {
    /** How the kernel was configured. */
    KernelOptions options();

    /** The kernel: process table, clocks, identity. */
    Kernel kernel();

    /** The engine in force. */
    Engine engine();

    /** Host address space. */
    HostMemory hostMemory();

    /**
     * A service of the modules in force.
     *
     * @param type the service's interface, such as {@link MemoryManager}
     * @throws IllegalStateException while modules are still being made, or if no module has it
     */
    <S> S service(Class<S> type);

    /** The services of a type that modules in force have, in the order of the modules; throws as {@link #service} does. */
    <S> java.util.List<S> services(Class<S> type);

    /** The snapshot strategies found, heaviest first, or the one that the user chose. */
    java.util.List<SnapshotStrategyProvider> snapshotStrategies();
}
