package io.tombolo.fs.internal.dev;

import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.HostTree;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.HostPaths;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code /dev/shm} of a guest with a root of its own: a directory of the host's memory that goes with the kernel. */
@Singleton
public final class SharedMemoryDirectory implements AutoCloseable {
    private static final int STICKY_FOR_ALL = 01777;
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final String INNER = "/shm";

    private final HostTree tree;
    private @Nullable OwnedDirectory outer;

    @Inject
    SharedMemoryDirectory(HostTree tree) {
        this.tree = tree;
    }

    /** Makes the directory, within one that only the host user may enter, and its mount. */
    public Mount mount() {
        String parent = Files.isWritable(MEMORY) ? MEMORY.toString() : System.getProperty("java.io.tmpdir");
        OwnedDirectory made = OwnedDirectory.create(tree.host(), parent);
        outer = made;
        byte[] inner = HostPaths.bytes(made.path() + INNER);
        paths().makeDirectory(Fcntl.AT_FDCWD, inner, STICKY_FOR_ALL);
        paths().setMode(Fcntl.AT_FDCWD, inner, STICKY_FOR_ALL);
        Mount mount = new Mount("/dev/shm", "tmpfs", "tmpfs", false, true);
        return mount.attach(tree.mountRoot(mount, HostSystem.string(inner)));
    }

    private HostPaths paths() {
        return tree.host().paths();
    }

    @Override
    public void close() {
        OwnedDirectory made = outer;
        if (made == null) {
            return;
        }
        outer = null;
        tree.host().assumeOwn();
        try {
            paths().unlink(Fcntl.AT_FDCWD, HostPaths.bytes(made.path() + INNER), Fcntl.AT_REMOVEDIR);
        } catch (ErrnoException notEmpty) {
            // What the guest left in it goes with the rest.
        }
        made.close();
    }
}
