package io.tombolo.fs.internal.dev;

import io.tombolo.core.KernelException;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.HostTree;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.HostPaths;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** {@code /dev/shm} of a guest with a root of its own: a directory of the host's memory that goes with the kernel. */
@Singleton
public final class SharedMemoryDirectory implements AutoCloseable {
    private static final int STICKY_FOR_ALL = 01777;
    private static final Path MEMORY = Path.of("/dev/shm");

    private final HostTree tree;
    private @Nullable Path directory;

    @Inject
    SharedMemoryDirectory(HostTree tree) {
        this.tree = tree;
    }

    /** Makes the directory and its mount. */
    public Mount mount() {
        Path made;
        try {
            made = Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "tombolo-")
                    : Files.createTempDirectory("tombolo-shm-");
        } catch (IOException error) {
            throw new KernelException("cannot make a directory for the guest's /dev/shm: " + error.getMessage());
        }
        directory = made;
        byte[] path = HostPaths.bytes(made.toString());
        tree.host().paths().setMode(io.tombolo.host.posix.Fcntl.AT_FDCWD, path, STICKY_FOR_ALL);
        Mount mount = new Mount("/dev/shm", "tmpfs", "tmpfs", false, true);
        return mount.attach(tree.mountRoot(mount, HostSystem.string(path)));
    }

    @Override
    public void close() {
        Path made = directory;
        if (made == null) {
            return;
        }
        try {
            Files.walkFileTree(made, new Remover());
        } catch (IOException error) {
            LoggerFactory.getLogger(SharedMemoryDirectory.class).warn("{} is left behind", made, error);
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException error) throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
        }
    }
}
