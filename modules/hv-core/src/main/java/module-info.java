import org.jspecify.annotations.NullMarked;

/**
 * The kernel's frame: the SPIs that engines and system-call modules implement, the kernel objects they share (process,
 * task, open file), the Linux ABI tables, the dispatcher and the loading of modules. It holds no native code and names
 * no operating system; whatever touches the host or executes guest code is a module found by {@link
 * java.util.ServiceLoader}.
 */
@NullMarked
module io.tombolo.core {
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.tombolo.core;
    exports io.tombolo.core.abi;
    exports io.tombolo.core.abi.layout;
    exports io.tombolo.core.ipc;
    exports io.tombolo.core.spi;

    uses io.tombolo.core.spi.EngineProvider;
    uses io.tombolo.core.spi.HostMemoryProvider;
    uses io.tombolo.core.spi.SyscallModuleProvider;
    uses io.tombolo.core.spi.SnapshotStrategyProvider;
}
