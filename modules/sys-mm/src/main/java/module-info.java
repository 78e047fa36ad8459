import org.jspecify.annotations.NullMarked;

/** The memory system calls. */
@NullMarked
module io.tombolo.mm {
    requires static org.jspecify;
    requires io.tombolo.core;
    requires io.tombolo.host.posix;
    requires dagger;
    requires org.slf4j;
}
