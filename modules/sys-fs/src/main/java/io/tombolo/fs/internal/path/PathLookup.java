package io.tombolo.fs.internal.path;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.Fcntl;
import org.jspecify.annotations.Nullable;

/** Where the {@code *at} calls begin: turns a directory descriptor and a path into a walk or a node. Thread-safe. */
public final class PathLookup {
    private final MountTable mounts;
    private final HostSystem host;

    /** Over the guest's mounts, which the host's files are behind. */
    public PathLookup(MountTable mounts, HostSystem host) {
        this.mounts = mounts;
        this.host = host;
    }

    /** The mounts. */
    public MountTable mounts() {
        return mounts;
    }

    /** The context of a task. */
    public static GuestContext context(Task task) {
        return (GuestContext) task.fileSystem();
    }

    /**
     * The directory that a descriptor stands for.
     *
     * @param directory a guest descriptor or {@code AT_FDCWD}
     * @return with a reference for the caller
     * @throws ErrnoException {@code EBADF}, {@code ENOTDIR}
     */
    public DirectoryNode directory(Task task, int directory) {
        if (directory == Fcntl.AT_FDCWD) {
            return context(task).acquireWorking();
        }
        OpenFile file = task.files().acquire(directory);
        try {
            if (file instanceof KernelFile kernelFile) {
                return kernelFile.acquireDirectory();
            }
            throw ErrnoException.of(Errno.ENOTDIR);
        } finally {
            file.release();
        }
    }

    /** A walk along a path; the caller closes it. */
    public PathWalk walk(Task task, int directory, String path) {
        return walk(task, directory, path, 0);
    }

    /** A walk with rules of openat2(2). */
    public PathWalk walk(Task task, int directory, String path, int resolve) {
        host.assume(task);
        if (path.isEmpty()) {
            // Before the descriptor is looked at, as getname(9) does.
            throw ErrnoException.of(Errno.ENOENT);
        }
        DirectoryNode root = context(task).acquireRoot();
        try {
            boolean atRoot = path.startsWith("/") && (resolve & (Fcntl.RESOLVE_BENEATH | Fcntl.RESOLVE_IN_ROOT)) == 0;
            if (atRoot) {
                return new PathWalk(task, mounts, root, root, path, resolve);
            }
            DirectoryNode start = directory(task, directory);
            try {
                return new PathWalk(task, mounts, root, start, path, resolve);
            } finally {
                start.release();
            }
        } finally {
            root.release();
        }
    }

    /**
     * The node at the end of a path.
     *
     * @return with a reference for the caller
     */
    public Node node(Task task, int directory, String path, boolean follow) {
        Node quick = quickly(task, directory, path, follow);
        if (quick != null) {
            return quick;
        }
        try (PathWalk walk = walk(task, directory, path)) {
            return walk.toNode(follow);
        }
    }

    /**
     * The node of an absolute path that the kernel itself remembers: whoever asks for it need not be able to go there.
     *
     * @return with a reference for the caller
     */
    public Node remembered(Task task, String path) {
        host.assumeOwn();
        DirectoryNode root = context(task).acquireRoot();
        try (PathWalk walk = new PathWalk(task, mounts, root, root, path, 0)) {
            return walk.toNode(true);
        } finally {
            root.release();
            host.assume(task);
        }
    }

    /**
     * The node of a path that may be empty under {@code AT_EMPTY_PATH}; {@code AT_SYMLINK_NOFOLLOW} is heeded.
     *
     * @return with a reference for the caller
     */
    public Node node(Task task, int directory, String path, int flags) {
        if (path.isEmpty() && (flags & Fcntl.AT_EMPTY_PATH) != 0) {
            return node(task, directory);
        }
        return node(task, directory, path, (flags & Fcntl.AT_SYMLINK_NOFOLLOW) == 0);
    }

    /** The node of an open file, or of the working directory for {@code AT_FDCWD}; with a reference for the caller. */
    public Node node(Task task, int descriptor) {
        host.assume(task);
        if (descriptor == Fcntl.AT_FDCWD) {
            return context(task).acquireWorking();
        }
        OpenFile file = task.files().acquire(descriptor);
        try {
            return node(file);
        } finally {
            file.release();
        }
    }

    /** The node of an open file; with a reference for the caller. */
    public Node node(OpenFile file) {
        return file instanceof KernelFile kernelFile
                ? kernelFile.acquireNode()
                : new OpenFileNode(mounts.root().mount(), file);
    }

    /** One host call for the commonest case: a plain path with neither links nor mounts on its way. */
    private @Nullable Node quickly(Task task, int directory, String path, boolean follow) {
        boolean absolute = path.startsWith("/");
        String relative = absolute ? path.substring(1) : path;
        if (!PathWalk.isPlain(relative)) {
            return null;
        }
        host.assume(task);
        DirectoryNode start = absolute ? context(task).acquireRoot() : directory(task, directory);
        try {
            if (mounts.liesOnTheWay(start, relative)) {
                return null;
            }
            Node node = start.descend(relative);
            if (node != null && node.isLink() && follow) {
                node.release();
                return null;
            }
            return node;
        } finally {
            start.release();
        }
    }

    /** Opens a path; flags have canonical values. */
    public OpenFile open(Task task, int directory, String path, int flags, int mode, int resolve) {
        OpenFile quick = resolve == 0 ? openQuickly(task, directory, path, flags, mode) : null;
        if (quick != null) {
            return quick;
        }
        try (PathWalk walk = walk(task, directory, path, resolve)) {
            return new OpenWalk(task, walk, flags, mode).open();
        }
    }

    private @Nullable OpenFile openQuickly(Task task, int directory, String path, int flags, int mode) {
        boolean absolute = path.startsWith("/");
        String relative = absolute ? path.substring(1) : path;
        if (!PathWalk.isPlain(relative) || path.length() >= Limits.PATH_MAX) {
            return null;
        }
        host.assume(task);
        DirectoryNode start = absolute ? context(task).acquireRoot() : directory(task, directory);
        try {
            if (!(start instanceof HostDirectory above) || mounts.liesOnTheWay(start, relative)) {
                return null;
            }
            return above.openBeneath(task, relative, flags, mode);
        } catch (ErrnoException error) {
            if (HostTree.needsWalk(error)) {
                return null;
            }
            throw error;
        } finally {
            start.release();
        }
    }
}
