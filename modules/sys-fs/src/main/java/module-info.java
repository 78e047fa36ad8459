import org.jspecify.annotations.NullMarked;

/**
 * Files: the guest's tree and the walk along its paths, the system calls on files, directories, pipes, terminals and what
 * can be polled, and the files that the kernel makes itself ({@code /proc}, {@code /dev}). It fills the role {@code fs}.
 */
@NullMarked
module io.tombolo.fs {
    requires static org.jspecify;
    requires io.tombolo.core;
    requires io.tombolo.host.posix;
    requires dagger;
    requires org.slf4j;

    exports io.tombolo.fs;

    provides io.tombolo.core.spi.SyscallModuleProvider with
            io.tombolo.fs.StandardFileProvider;
}
