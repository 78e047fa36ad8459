package io.tombolo.mm.internal.memory;

import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.FileStatus;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostPaths;
import java.nio.file.Path;

/** A file of the host, opened as the file-system module would. */
final class TestFile extends OpenFile {
    private final Host host;
    private final Path path;
    private final int descriptor;

    TestFile(Host host, Path path, int flags) {
        this(host, path, open(host, path, flags), flags);
    }

    /** A memory file, which it takes over. */
    TestFile(Host host, int descriptor, int flags) {
        this(host, Path.of("/memfd:" + descriptor + " (deleted)"), descriptor, flags);
    }

    private TestFile(Host host, Path path, int descriptor, int flags) {
        super(flags);
        this.host = host;
        this.path = path;
        this.descriptor = descriptor;
    }

    private static int open(Host host, Path path, int flags) {
        return host.paths().open(Fcntl.AT_FDCWD, HostPaths.bytes(path.toString()), flags | Fcntl.O_CLOEXEC, 0600);
    }

    @Override
    protected void close() {
        host.files().close(descriptor);
    }

    @Override
    public String description() {
        return path.toString();
    }

    @Override
    public int hostDescriptor() {
        return descriptor;
    }

    @Override
    public FileIdentity identity() {
        FileStatus status = host.files().status(descriptor);
        return new FileIdentity(status.device(), status.inode(), status.mode(), path.toString());
    }
}
