package io.tombolo.fs.internal.dev;

import io.tombolo.core.KernelException;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.HostPaths;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A directory of the host's that lives as long as this process at most. It is locked by flock(2) meanwhile: one that is not was left by a
 * process that was killed, and is removed by the next that makes one in the same place.
 */
final class OwnedDirectory implements AutoCloseable {
    private static final String PREFIX = "tombolo.";
    private static final int FOR_OWNER = 0700;
    private static final int AS_DIRECTORY = Fcntl.O_RDONLY | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;

    private static final int NOT_OURS = -1;

    private final HostSystem host;
    private final String path;
    private final int lock;

    private OwnedDirectory(HostSystem host, String path, int lock) {
        this.host = host;
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes one that only the host user may enter, and removes what others left.
     *
     * @throws KernelException if the host refuses
     */
    static OwnedDirectory create(HostSystem host, String parent) {
        removeAbandoned(host, parent);
        // Random names would cost the start of a random generator; a number that is taken is passed over.
        for (long number = 0; ; number++) {
            String path = parent + "/" + PREFIX + ProcessHandle.current().pid() + "." + number;
            try {
                host.paths().makeDirectory(Fcntl.AT_FDCWD, HostPaths.bytes(path), FOR_OWNER);
                int lock = lock(host, path);
                if (lock >= 0) {
                    return new OwnedDirectory(host, path, lock);
                }
            } catch (ErrnoException error) {
                if (error.number() != Errno.EEXIST.number()) {
                    throw new KernelException("cannot make " + path + " for the guest's /dev/shm: "
                            + error.errno().description());
                }
            }
        }
    }

    /** Where it is. */
    String path() {
        return path;
    }

    private static void removeAbandoned(HostSystem host, String parent) {
        String[] names = new File(parent).list();
        for (String name : names == null ? new String[0] : names) {
            String path = parent + "/" + name;
            int lock = name.startsWith(PREFIX) ? lock(host, path) : NOT_OURS;
            if (lock >= 0) {
                removeAll(Path.of(path));
                host.close(lock);
            }
        }
    }

    /** Locks what a path names and still names then; {@link #NOT_OURS} if somebody else has it or has removed it. */
    private static int lock(HostSystem host, String path) {
        int descriptor;
        try {
            descriptor = host.open(Fcntl.AT_FDCWD, path, AS_DIRECTORY, 0);
        } catch (ErrnoException gone) {
            return NOT_OURS;
        }
        try {
            host.host().locks().lockFile(descriptor, Fcntl.LOCK_EX | Fcntl.LOCK_NB);
            if (isNamed(host, path, descriptor)) {
                return descriptor;
            }
        } catch (ErrnoException taken) {
            // Somebody lives in it, or is removing it.
        }
        host.close(descriptor);
        return NOT_OURS;
    }

    private static boolean isNamed(HostSystem host, String path, int descriptor) {
        FileAttributes locked = new FileAttributes();
        FileAttributes named = new FileAttributes();
        host.status(descriptor, locked);
        int again = host.open(Fcntl.AT_FDCWD, path, AS_DIRECTORY, 0);
        try {
            host.status(again, named);
        } finally {
            host.close(again);
        }
        return locked.inode == named.inode;
    }

    /** Removes it with what it holds. */
    @Override
    public void close() {
        try {
            host.paths().unlink(Fcntl.AT_FDCWD, HostPaths.bytes(path), Fcntl.AT_REMOVEDIR);
        } catch (ErrnoException notEmpty) {
            removeAll(Path.of(path));
        }
        host.close(lock);
    }

    private static void removeAll(Path directory) {
        try {
            Files.walkFileTree(directory, new Remover());
        } catch (IOException error) {
            LoggerFactory.getLogger(OwnedDirectory.class).warn("{} is left behind", directory, error);
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
