import org.jspecify.annotations.NullMarked;

/** The system calls on files, directories, pipes and terminals. */
@NullMarked
module io.tombolo.fs {
    requires static org.jspecify;
    requires io.tombolo.core;
    requires io.tombolo.host.posix;
    requires dagger;
    requires org.slf4j;
}
