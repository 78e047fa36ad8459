package io.tombolo.fs.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileSystem;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.PathLookup;
import io.tombolo.fs.internal.path.PathWalk;
import io.tombolo.host.posix.StatMode;
import jakarta.inject.Inject;

/** Making, linking, renaming and removing names. */
public final class NameCalls {
    private static final int MODE_BITS = 07777;

    private final PathLookup lookup;
    private final HostSystem host;

    @Inject
    NameCalls(PathLookup lookup, HostSystem host) {
        this.lookup = lookup;
        this.host = host;
    }

    /** What is done with a name in a host directory. */
    @FunctionalInterface
    private interface Change {
        void apply(int directory, byte[] name);
    }

    /** Goes to the parent of a name that is to be made. */
    private void create(Task task, int dirfd, String path, boolean isDirectory, Change change) {
        try (PathWalk walk = lookup.walk(task, dirfd, path)) {
            String name = walk.toParent();
            if (walk.last() != PathWalk.Last.NAME) {
                throw ErrnoException.of(Errno.EEXIST);
            }
            refuseExisting(walk, name);
            if (walk.trailingSlash() && !isDirectory) {
                throw ErrnoException.of(Errno.ENOENT);
            }
            if (!walk.directory().isHost()) {
                throw ErrnoException.of(walk.directory().refusesNames());
            }
            host.applyUmask(task.fileSystem().umask());
            change.apply(writable(walk.directory()), HostSystem.bytes(name));
        }
    }

    /** A name that is there is {@code EEXIST}, whatever else would be wrong. */
    private static void refuseExisting(PathWalk walk, String name) {
        DirectoryNode directory = walk.directory();
        if (directory.isHost() && !directory.mount().readOnly() && !walk.trailingSlash() && !walk.isMountPoint(name)) {
            return;
        }
        try {
            walk.child(name).release();
        } catch (ErrnoException error) {
            if (error.number() == Errno.ENOENT.number()) {
                return;
            }
            throw error;
        }
        throw ErrnoException.of(Errno.EEXIST);
    }

    /** The host descriptor of a directory in which names may change. */
    private static int writable(DirectoryNode directory) {
        directory.mount().requireWritable();
        if (!directory.isHost()) {
            throw ErrnoException.of(Errno.EPERM);
        }
        return directory.descriptor();
    }

    /** Makes a directory. */
    @Syscall("mkdirat")
    public void mkdirat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.MODE) int mode) {
        create(
                task,
                dirfd,
                Descriptors.path(task, pathname),
                true,
                (directory, name) -> host.paths().makeDirectory(directory, name, mode & MODE_BITS));
    }

    /** Makes a regular file, named pipe or socket. */
    @Syscall(value = "mknodat", limits = "device nodes answer EPERM")
    public long mknodat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.MODE) int mode,
            int dev) {
        int type = mode & StatMode.S_IFMT;
        switch (type) {
            case StatMode.S_IFCHR, StatMode.S_IFBLK -> {
                return Errno.EPERM.result();
            }
            case 0, StatMode.S_IFREG, StatMode.S_IFIFO, StatMode.S_IFSOCK -> {}
            case StatMode.S_IFDIR -> {
                return Errno.EPERM.result();
            }
            default -> {
                return Errno.EINVAL.result();
            }
        }
        create(
                task,
                dirfd,
                Descriptors.path(task, pathname),
                false,
                (directory, name) -> host.paths().makeNode(directory, name, mode, 0));
        return 0;
    }

    /** Makes the name of a socket; see {@link FileSystem#makeSocket}. */
    public void makeSocket(Task task, String path, FileSystem.SocketMaker maker) {
        create(task, Fcntl.AT_FDCWD, path, false, maker::make);
    }

    /** Makes a symbolic link. */
    @Syscall("symlinkat")
    public void symlinkat(
            Task task,
            @Arg(ArgumentKind.PATH) long target,
            @Arg(ArgumentKind.DIRFD) int newdirfd,
            @Arg(ArgumentKind.PATH) long linkpath) {
        String text = Descriptors.path(task, target);
        if (text.isEmpty()) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        create(
                task,
                newdirfd,
                Descriptors.path(task, linkpath),
                false,
                (directory, name) -> host.paths().symbolicLink(HostSystem.bytes(text), directory, name));
    }

    /** Makes a hard link. */
    @Syscall("linkat")
    public void linkat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int olddirfd,
            @Arg(ArgumentKind.PATH) long oldpath,
            @Arg(ArgumentKind.DIRFD) int newdirfd,
            @Arg(ArgumentKind.PATH) long newpath,
            @Arg(ArgumentKind.AT_FLAGS) int flags) {
        Descriptors.requireFlags(flags, Fcntl.AT_SYMLINK_FOLLOW | Fcntl.AT_EMPTY_PATH);
        String path = Descriptors.path(task, oldpath);
        boolean follow = (flags & Fcntl.AT_SYMLINK_FOLLOW) != 0;
        int how = (flags & Fcntl.AT_EMPTY_PATH) | (follow ? 0 : Fcntl.AT_SYMLINK_NOFOLLOW);
        Node node = lookup.node(task, olddirfd, path, how);
        try {
            linkTo(task, node, newdirfd, Descriptors.path(task, newpath));
        } finally {
            node.release();
        }
    }

    private void linkTo(Task task, Node node, int newdirfd, String newpath) {
        try (PathWalk walk = lookup.walk(task, newdirfd, newpath)) {
            String name = walk.toParent();
            if (walk.last() != PathWalk.Last.NAME) {
                throw ErrnoException.of(Errno.EEXIST);
            }
            refuseExisting(walk, name);
            if (walk.trailingSlash()) {
                throw ErrnoException.of(Errno.ENOENT);
            }
            if (!walk.directory().isHost()) {
                throw ErrnoException.of(walk.directory().refusesNames());
            }
            if (node.mount() != walk.directory().mount() || node.descriptor() < 0) {
                throw ErrnoException.of(Errno.EXDEV);
            }
            int directory = writable(walk.directory());
            link(node, directory, HostSystem.bytes(name));
        }
    }

    /** {@code AT_EMPTY_PATH} wants a privilege that the host user may lack; a name of the descriptor does not. */
    private void link(Node node, int directory, byte[] name) {
        try {
            host.paths().link(node.descriptor(), new byte[0], directory, name, Fcntl.AT_EMPTY_PATH);
        } catch (ErrnoException error) {
            if (error.number() != Errno.ENOENT.number() || node.isLink()) {
                throw error;
            }
            byte[] own = HostSystem.bytes(HostSystem.descriptorPath(node.descriptor()));
            host.paths().link(Fcntl.AT_FDCWD, own, directory, name, Fcntl.AT_SYMLINK_FOLLOW);
        }
    }

    /** Removes a name or an empty directory. */
    @Syscall("unlinkat")
    public void unlinkat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.AT_FLAGS) int flags) {
        Descriptors.requireFlags(flags, Fcntl.AT_REMOVEDIR);
        boolean removesDirectory = (flags & Fcntl.AT_REMOVEDIR) != 0;
        try (PathWalk walk = lookup.walk(task, dirfd, Descriptors.path(task, pathname))) {
            String name = walk.toParent();
            if (walk.last() != PathWalk.Last.NAME) {
                throw ErrnoException.of(removesDirectory ? notRemovable(walk.last()) : Errno.EISDIR);
            }
            Node node = null;
            if (walk.directory().mount().readOnly() || !walk.directory().isHost() || walk.trailingSlash()) {
                node = walk.child(name);
            }
            if (node != null) {
                boolean wrongType = removesDirectory ? !node.isDirectory() : walk.trailingSlash();
                Errno wrong = node.isDirectory() ? Errno.EISDIR : Errno.ENOTDIR;
                node.release();
                if (wrongType) {
                    throw ErrnoException.of(wrong);
                }
            }
            if (walk.isMountPoint(name)) {
                throw ErrnoException.of(Errno.EBUSY);
            }
            host.paths().unlink(writable(walk.directory()), HostSystem.bytes(name), flags);
        }
    }

    private static Errno notRemovable(PathWalk.Last last) {
        return switch (last) {
            case DOT -> Errno.EINVAL;
            case DOT_DOT -> Errno.ENOTEMPTY;
            default -> Errno.EBUSY;
        };
    }

    /** Renames. */
    @Syscall("renameat")
    public void renameat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int olddirfd,
            @Arg(ArgumentKind.PATH) long oldpath,
            @Arg(ArgumentKind.DIRFD) int newdirfd,
            @Arg(ArgumentKind.PATH) long newpath) {
        renameat2(task, olddirfd, oldpath, newdirfd, newpath, 0);
    }

    /** Renames, with flags. */
    @Syscall(value = "renameat2", limits = "RENAME_WHITEOUT answers EPERM")
    public void renameat2(
            Task task,
            @Arg(ArgumentKind.DIRFD) int olddirfd,
            @Arg(ArgumentKind.PATH) long oldpath,
            @Arg(ArgumentKind.DIRFD) int newdirfd,
            @Arg(ArgumentKind.PATH) long newpath,
            @Arg(ArgumentKind.RENAME_FLAGS) int flags) {
        Descriptors.requireFlags(flags, Fcntl.RENAME_NOREPLACE | Fcntl.RENAME_EXCHANGE | Fcntl.RENAME_WHITEOUT);
        if ((flags & Fcntl.RENAME_EXCHANGE) != 0 && flags != Fcntl.RENAME_EXCHANGE) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if ((flags & Fcntl.RENAME_WHITEOUT) != 0) {
            throw ErrnoException.of(Errno.EPERM);
        }
        String from = Descriptors.path(task, oldpath);
        String to = Descriptors.path(task, newpath);
        try (PathWalk source = lookup.walk(task, olddirfd, from);
                PathWalk target = lookup.walk(task, newdirfd, to)) {
            rename(source, source.toParent(), target, target.toParent(), flags);
        }
    }

    private void rename(PathWalk source, String oldName, PathWalk target, String newName, int flags) {
        if (source.directory().mount() != target.directory().mount()) {
            throw ErrnoException.of(Errno.EXDEV);
        }
        if (source.last() != PathWalk.Last.NAME || target.last() != PathWalk.Last.NAME) {
            boolean keeps = source.last() == PathWalk.Last.NAME && (flags & Fcntl.RENAME_NOREPLACE) != 0;
            throw ErrnoException.of(keeps ? Errno.EEXIST : Errno.EBUSY);
        }
        if (source.isMountPoint(oldName) || target.isMountPoint(newName)) {
            throw ErrnoException.of(Errno.EBUSY);
        }
        if (!target.directory().isHost()) {
            source.child(oldName).release();
            target.child(newName).release();
        }
        int from = writable(source.directory());
        int to = writable(target.directory());
        host.paths().rename(from, withSlash(source, oldName), to, withSlash(target, newName), flags);
    }

    /** The host checks itself that a name before a slash is a directory, and does not follow it. */
    private static byte[] withSlash(PathWalk walk, String name) {
        return HostSystem.bytes(walk.trailingSlash() ? name + "/" : name);
    }
}
