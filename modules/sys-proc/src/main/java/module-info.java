import org.jspecify.annotations.NullMarked;

/** The system calls on processes, threads, signals, futexes and time. */
@NullMarked
module io.tombolo.proc {
    requires static org.jspecify;
    requires io.tombolo.core;
    requires io.tombolo.host.posix;
    requires dagger;
    requires org.slf4j;
}
