package io.tombolo.fs.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.PathLookup;
import jakarta.inject.Inject;

/** What files are: stat and its relatives, access, readlink. */
public final class StatusCalls {
    private static final int STATX_RESERVED = 0x80000000;
    private static final int ACCESS_BITS = 7;

    private final PathLookup lookup;
    private final HostSystem host;
    private final Architecture architecture;

    @Inject
    StatusCalls(PathLookup lookup, HostSystem host, Architecture architecture) {
        this.lookup = lookup;
        this.host = host;
        this.architecture = architecture;
    }

    /** Attributes of an open file. */
    @Syscall("fstat")
    public void fstat(Task task, @Arg(ArgumentKind.FD) int fd, @Arg(ArgumentKind.STAT) long statbuf) {
        Scratch scratch = host.scratch();
        fill(task, fd, scratch.attributes());
        scratch.attributes().writeStat(task.guest(), statbuf, architecture, scratch);
    }

    private void fill(Task task, int fd, FileAttributes to) {
        OpenFile file = task.files().acquire(fd);
        try {
            fill(file, to);
        } finally {
            file.release();
        }
    }

    /** Attributes of any module's open file. */
    private void fill(OpenFile file, FileAttributes to) {
        if (file instanceof KernelFile kernelFile) {
            kernelFile.attributes(to);
        } else if (file.hostDescriptor() >= 0) {
            host.status(file.hostDescriptor(), to);
        } else {
            FileIdentity identity = file.identity();
            to.synthetic(identity.mode(), (int) identity.device(), identity.inode(), 0);
        }
    }

    /** Attributes of a path. */
    @Syscall("newfstatat")
    public void newfstatat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.STAT) long statbuf,
            @Arg(ArgumentKind.AT_FLAGS) int flags) {
        Descriptors.requireFlags(flags, Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_EMPTY_PATH | Fcntl.AT_NO_AUTOMOUNT);
        Scratch scratch = host.scratch();
        fill(task, dirfd, pathname, flags, scratch.attributes());
        scratch.attributes().writeStat(task.guest(), statbuf, architecture, scratch);
    }

    private void fill(Task task, int dirfd, long pathname, int flags, FileAttributes to) {
        boolean mayBeEmpty = (flags & Fcntl.AT_EMPTY_PATH) != 0;
        String path = mayBeEmpty ? Descriptors.pathOrEmpty(task, pathname) : Descriptors.path(task, pathname);
        if (path.isEmpty() && mayBeEmpty && dirfd >= 0) {
            fill(task, dirfd, to);
            return;
        }
        Node node = lookup.node(task, dirfd, path, flags);
        try {
            node.attributes(to);
        } finally {
            node.release();
        }
    }

    /** Attributes of a path, extended. */
    @Syscall("statx")
    public long statx(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.AT_FLAGS) int flags,
            @Arg(ArgumentKind.STATX_MASK) int mask,
            @Arg(ArgumentKind.POINTER) long statxbuf) {
        Descriptors.requireFlags(
                flags,
                Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_EMPTY_PATH | Fcntl.AT_NO_AUTOMOUNT | Fcntl.AT_STATX_SYNC_TYPE);
        if ((mask & STATX_RESERVED) != 0 || (flags & Fcntl.AT_STATX_SYNC_TYPE) == Fcntl.AT_STATX_SYNC_TYPE) {
            return Errno.EINVAL.result();
        }
        Scratch scratch = host.scratch();
        fill(task, dirfd, pathname, flags, scratch.attributes());
        scratch.attributes().writeStatx(task.guest(), statxbuf, scratch);
        return 0;
    }

    /** Reads a symbolic link. */
    @Syscall("readlinkat")
    public long readlinkat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.BUFFER_OUT) long buf,
            int bufsiz) {
        if (bufsiz <= 0) {
            return Errno.EINVAL.result();
        }
        String path = Descriptors.path(task, pathname);
        Node node = path.isEmpty() ? linkItself(task, dirfd) : lookup.node(task, dirfd, path, false);
        try {
            byte[] target = HostSystem.bytes(node.target(task));
            int length = Math.min(target.length, bufsiz);
            task.guest().copyOut(buf, target, 0, length);
            return length;
        } finally {
            node.release();
        }
    }

    /** An empty path names a descriptor of {@code O_PATH|O_NOFOLLOW} on a link; on anything else it is {@code ENOENT}. */
    private Node linkItself(Task task, int dirfd) {
        Node node = lookup.node(task, dirfd);
        if (!node.isLink()) {
            node.release();
            throw ErrnoException.of(Errno.ENOENT);
        }
        return node;
    }

    /** Whether the task may do something with a file. */
    @Syscall("faccessat")
    public long faccessat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.ACCESS_MODE) int mode) {
        return access(task, dirfd, pathname, mode, 0);
    }

    /** The same with flags. */
    @Syscall("faccessat2")
    public long faccessat2(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.ACCESS_MODE) int mode,
            @Arg(ArgumentKind.AT_FLAGS) int flags) {
        Descriptors.requireFlags(flags, Fcntl.AT_EACCESS | Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_EMPTY_PATH);
        return access(task, dirfd, pathname, mode, flags);
    }

    private long access(Task task, int dirfd, long pathname, int mode, int flags) {
        Descriptors.requireFlags(mode, ACCESS_BITS);
        String path = Descriptors.path(task, pathname);
        Node node = lookup.node(task, dirfd, path, flags & ~Fcntl.AT_EACCESS);
        try {
            if ((flags & Fcntl.AT_EACCESS) == 0) {
                host.assumeForAccess(task);
            }
            return NodeAccess.check(host, node, mode);
        } finally {
            host.assume(task);
            node.release();
        }
    }
}
