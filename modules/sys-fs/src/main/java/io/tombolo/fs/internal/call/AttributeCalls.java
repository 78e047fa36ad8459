package io.tombolo.fs.internal.call;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.file.FileSizeLimit;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.PathLookup;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.StatMode;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;
import java.util.function.LongSupplier;

/** Changing what files are: mode, owner, times, length. */
public final class AttributeCalls {
    private static final int MODE_BITS = 07777;
    private static final int TWO_TIMES = 32;
    /** {@code UTIME_OMIT} of {@code linux/stat.h}, in the place of nanoseconds. */
    private static final long UTIME_OMIT = (1L << 30) - 2;

    private final PathLookup lookup;
    private final HostSystem host;

    @Inject
    AttributeCalls(PathLookup lookup, HostSystem host) {
        this.lookup = lookup;
        this.host = host;
    }

    /** What is done to a node of the host. */
    @FunctionalInterface
    private interface Change {
        long apply(int descriptor);
    }

    private long change(Task task, int dirfd, String path, int flags, Change change) {
        Node node = lookup.node(task, dirfd, path, flags);
        try {
            return change(node, change);
        } finally {
            node.release();
        }
    }

    private long change(Node node, Change change) {
        AttributeChange.requireAllowed(host, node.mount(), node.descriptor());
        if (node.descriptor() < 0) {
            throw ErrnoException.of(Errno.EPERM);
        }
        return check(change.apply(node.descriptor()));
    }

    private long changeOpen(Task task, int fd, Change change) {
        host.assume(task);
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            if (file instanceof KernelFile kernelFile) {
                AttributeChange.requireAllowed(host, kernelFile.mount(), file.hostDescriptor());
            }
            return check(change.apply(Descriptors.host(file, Errno.EPERM)));
        } finally {
            file.release();
        }
    }

    /** Sets the mode of an open file. */
    @Syscall("fchmod")
    public long fchmod(Task task, @Arg(ArgumentKind.FD) int fd, @Arg(ArgumentKind.MODE) int mode) {
        return changeOpen(task, fd, file -> host.calls().call(SyscallNumbers.FCHMOD, file, mode & MODE_BITS));
    }

    /** Sets the mode of a path. */
    @Syscall("fchmodat")
    public long fchmodat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.MODE) int mode) {
        return fchmodat2(task, dirfd, pathname, mode, 0);
    }

    /** Sets the mode of a path, with flags. */
    @Syscall("fchmodat2")
    public long fchmodat2(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.MODE) int mode,
            @Arg(ArgumentKind.AT_FLAGS) int flags) {
        Descriptors.requireFlags(flags, Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_EMPTY_PATH);
        Node node = lookup.node(task, dirfd, Descriptors.path(task, pathname), flags);
        try {
            if (node.isLink()) {
                return Errno.EOPNOTSUPP.result();
            }
            return change(node, descriptor -> setMode(descriptor, mode & MODE_BITS));
        } finally {
            node.release();
        }
    }

    private long setMode(int descriptor, int mode) {
        host.paths().setMode(Fcntl.AT_FDCWD, HostSystem.bytes(HostSystem.descriptorPath(descriptor)), mode);
        return 0;
    }

    /** Sets the owner of an open file. */
    @Syscall("fchown")
    public long fchown(
            Task task, @Arg(ArgumentKind.FD) int fd, @Arg(ArgumentKind.ID) int owner, @Arg(ArgumentKind.ID) int group) {
        return changeOpen(task, fd, file -> host.calls().call(SyscallNumbers.FCHOWN, file, owner, group));
    }

    /** Sets the owner of a path. */
    @Syscall("fchownat")
    public long fchownat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.ID) int owner,
            @Arg(ArgumentKind.ID) int group,
            @Arg(ArgumentKind.AT_FLAGS) int flags) {
        Descriptors.requireFlags(flags, Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_EMPTY_PATH);
        return change(task, dirfd, Descriptors.path(task, pathname), flags, descriptor -> {
            host.paths().setOwner(descriptor, new byte[0], owner, group, Fcntl.AT_EMPTY_PATH);
            return 0;
        });
    }

    /** Sets the times of access and modification. */
    @Syscall("utimensat")
    public long utimensat(
            Task task,
            @Arg(ArgumentKind.DIRFD) int dirfd,
            @Arg(ArgumentKind.PATH) long pathname,
            @Arg(ArgumentKind.POINTER) long times,
            @Arg(ArgumentKind.AT_FLAGS) int flags) {
        Descriptors.requireFlags(flags, Fcntl.AT_SYMLINK_NOFOLLOW | Fcntl.AT_EMPTY_PATH);
        Scratch scratch = host.scratch();
        byte[] wanted = new byte[TWO_TIMES];
        if (times != 0) {
            task.guest().copyIn(times, wanted, 0, TWO_TIMES);
            if (task.guest().getLong(times + 8) == UTIME_OMIT && task.guest().getLong(times + 24) == UTIME_OMIT) {
                return 0;
            }
        }
        Change change = descriptor -> {
            // What fstat(2) and the walk put into the scratch memory is not needed any more.
            NativeMemory.copy(wanted, 0, scratch.address(), TWO_TIMES);
            NativeMemory.putLong(scratch.address() + TWO_TIMES, 0);
            return host.calls()
                    .call(
                            SyscallNumbers.UTIMENSAT,
                            descriptor,
                            scratch.address() + TWO_TIMES,
                            times == 0 ? 0 : scratch.address(),
                            Fcntl.AT_EMPTY_PATH);
        };
        if (pathname == 0 && dirfd != Fcntl.AT_FDCWD) {
            Descriptors.requireFlags(flags, 0);
            return changeOpen(task, dirfd, change);
        }
        return change(task, dirfd, Descriptors.path(task, pathname), flags, change);
    }

    /** Sets the length of a path. */
    @Syscall("truncate")
    public long truncate(Task task, @Arg(ArgumentKind.PATH) long path, @Arg(ArgumentKind.OFFSET) long length) {
        if (length < 0) {
            return Errno.EINVAL.result();
        }
        return change(task, Fcntl.AT_FDCWD, Descriptors.path(task, path), 0, descriptor -> {
            requireRegular(descriptor);
            if (length > host.scratch().attributes().size) {
                FileSizeLimit.require(task, length);
            }
            int writable = host.reopen(descriptor, Fcntl.O_WRONLY | Fcntl.O_NONBLOCK);
            try {
                return truncate(task, writable, length);
            } finally {
                host.close(writable);
            }
        });
    }

    private long truncate(Task task, int descriptor, long length) {
        return task.kernel()
                .mappedFiles()
                .cut(descriptor, length, () -> host.calls().call(SyscallNumbers.FTRUNCATE, descriptor, length));
    }

    private void requireAllowed(Task task, OpenFile file, int descriptor, long length) {
        if (task.process().limits().fileSize() != ResourceLimits.INFINITY && file.writable() && length > 0) {
            requireRegular(descriptor);
            if (length > host.scratch().attributes().size) {
                FileSizeLimit.require(task, length);
            }
        }
    }

    private void requireRegular(int descriptor) {
        host.status(descriptor, host.scratch().attributes());
        int type = host.scratch().attributes().mode & StatMode.S_IFMT;
        if (type != StatMode.S_IFREG) {
            throw ErrnoException.of(type == StatMode.S_IFDIR ? Errno.EISDIR : Errno.EINVAL);
        }
    }

    /** Sets the length of an open file. */
    @Syscall("ftruncate")
    public long ftruncate(Task task, @Arg(ArgumentKind.FD) int fd, @Arg(ArgumentKind.OFFSET) long length) {
        if (length < 0) {
            return Errno.EINVAL.result();
        }
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            int descriptor = Descriptors.host(file, Errno.EINVAL);
            requireAllowed(task, file, descriptor, length);
            return truncate(task, descriptor, length);
        } finally {
            file.release();
        }
    }

    /** Allocates, frees or moves blocks. */
    @Syscall("fallocate")
    public long fallocate(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.FALLOCATE_MODE) int mode,
            @Arg(ArgumentKind.OFFSET) long offset,
            @Arg(ArgumentKind.OFFSET) long len) {
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            int descriptor = Descriptors.host(file, Errno.ENODEV);
            if ((mode & Fcntl.FALLOC_FL_KEEP_SIZE) == 0 && len > 0 && offset >= 0) {
                requireAllowed(task, file, descriptor, offset + len);
            }
            LongSupplier call = () -> host.calls().call(SyscallNumbers.FALLOCATE, descriptor, mode, offset, len);
            // A hole in the middle is the host's affair: mappings show its page cache.
            boolean shifts = (mode & (Fcntl.FALLOC_FL_COLLAPSE_RANGE | Fcntl.FALLOC_FL_INSERT_RANGE)) != 0;
            return shifts && offset >= 0 ? task.kernel().mappedFiles().cut(descriptor, offset, call) : call.getAsLong();
        } finally {
            file.release();
        }
    }
}
