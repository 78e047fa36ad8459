import org.jspecify.annotations.NullMarked;

/**
 * The memory of processes: what they map and with which rights, page frames and file windows behind it, page faults,
 * copy-on-write {@code fork}, and the memory system calls. It fills the role {@code mm}.
 */
@NullMarked
module io.tombolo.mm {
    requires static jdk.jfr;
    requires static org.jspecify;
    requires io.tombolo.core;
    requires io.tombolo.host.posix;
    requires dagger;
    requires org.slf4j;

    exports io.tombolo.mm;

    provides io.tombolo.core.spi.SyscallModuleProvider with
            io.tombolo.mm.StandardMemoryProvider;
    provides io.tombolo.core.spi.SnapshotStrategyProvider with
            io.tombolo.mm.CopyOnWriteProvider,
            io.tombolo.mm.CopyProvider;
}
