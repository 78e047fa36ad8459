import org.jspecify.annotations.NullMarked;

/**
 * Processes: programs are loaded, tasks cloned, signals delivered, children waited for; futexes, credentials and clocks live
 * here too. It fills the role {@code proc}.
 */
@NullMarked
module io.tombolo.proc {
    requires static org.jspecify;
    requires io.tombolo.core;
    requires io.tombolo.host.posix;
    requires dagger;
    requires org.slf4j;

    exports io.tombolo.proc;

    provides io.tombolo.core.spi.SyscallModuleProvider with
            io.tombolo.proc.StandardProcessProvider;
}
