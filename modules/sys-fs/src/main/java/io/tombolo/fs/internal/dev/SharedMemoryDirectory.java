package io.tombolo.fs.internal.dev;

import io.tombolo.core.KernelException;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.HostTree;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.Fcntl;
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
    private static final int FOR_OWNER = 0700;
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String INNER = "/shm";

    private final HostTree tree;
    private @Nullable String outer;

    @Inject
    SharedMemoryDirectory(HostTree tree) {
        this.tree = tree;
    }

    /** Makes the directory, within one that only the host user may enter, and its mount. */
    public Mount mount() {
        String above = makeOuter(Files.isWritable(MEMORY) ? MEMORY.toString() : System.getProperty("java.io.tmpdir"));
        outer = above;
        byte[] inner = HostPaths.bytes(above + INNER);
        paths().makeDirectory(Fcntl.AT_FDCWD, inner, STICKY_FOR_ALL);
        paths().setMode(Fcntl.AT_FDCWD, inner, STICKY_FOR_ALL);
        Mount mount = new Mount("/dev/shm", "tmpfs", "tmpfs", false, true);
        return mount.attach(tree.mountRoot(mount, HostSystem.string(inner)));
    }

    /** Random names would cost the start of a random generator; a number that is taken is passed over. */
    private String makeOuter(String parent) {
        for (long number = 0; ; number++) {
            String path = parent + "/tombolo-" + ProcessHandle.current().pid() + "-" + number;
            try {
                paths().makeDirectory(Fcntl.AT_FDCWD, HostPaths.bytes(path), FOR_OWNER);
                return path;
            } catch (ErrnoException error) {
                if (error.number() != Errno.EEXIST.number()) {
                    throw new KernelException("cannot make " + path + " for the guest's /dev/shm: "
                            + error.errno().description());
                }
            }
        }
    }

    private HostPaths paths() {
        return tree.host().paths();
    }

    @Override
    public void close() {
        String made = outer;
        if (made == null) {
            return;
        }
        outer = null;
        tree.host().assumeOwn();
        try {
            paths().unlink(Fcntl.AT_FDCWD, HostPaths.bytes(made + INNER), Fcntl.AT_REMOVEDIR);
            paths().unlink(Fcntl.AT_FDCWD, HostPaths.bytes(made), Fcntl.AT_REMOVEDIR);
        } catch (ErrnoException notEmpty) {
            removeAll(Path.of(made));
        }
    }

    private static void removeAll(Path made) {
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
