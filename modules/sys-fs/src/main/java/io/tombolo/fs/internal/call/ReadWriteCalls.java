package io.tombolo.fs.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;

/** Reading, writing and the file position. */
public final class ReadWriteCalls {
    /** {@code MAX_RW_COUNT} of {@code linux/fs.h}. */
    private static final long LARGEST_TRANSFER = 0x7ffff000L;

    /** {@code TASK_SIZE_MAX} of AArch64: no buffer is longer. */
    private static final long LARGEST_ADDRESS = 1L << 48;

    private static final int CURRENT = -1;
    private static final int READ_FLAGS = Fcntl.RWF_HIPRI | Fcntl.RWF_DSYNC | Fcntl.RWF_SYNC | Fcntl.RWF_NOWAIT;
    private static final int WRITE_FLAGS = READ_FLAGS | Fcntl.RWF_APPEND;

    private final HostSystem host;

    @Inject
    ReadWriteCalls(HostSystem host) {
        this.host = host;
    }

    /** Reads at the file position. */
    @Syscall("read")
    public long read(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.BUFFER_OUT) long buf,
            @Arg(ArgumentKind.SIZE) long count) {
        OpenFile file = readable(task, fd);
        try {
            return file.read(task, buffer(task, buf, count));
        } finally {
            file.release();
        }
    }

    /** Writes at the file position. */
    @Syscall("write")
    public long write(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(value = ArgumentKind.BUFFER_IN, length = "count") long buf,
            @Arg(ArgumentKind.SIZE) long count) {
        OpenFile file = writable(task, fd);
        try {
            return file.write(task, buffer(task, buf, count));
        } finally {
            file.release();
        }
    }

    /** Reads at a position. */
    @Syscall("pread64")
    public long pread64(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.BUFFER_OUT) long buf,
            @Arg(ArgumentKind.SIZE) long count,
            @Arg(ArgumentKind.OFFSET) long offset) {
        requirePosition(offset);
        OpenFile file = readable(task, fd);
        try {
            return file.readAt(task, buffer(task, buf, count), offset);
        } finally {
            file.release();
        }
    }

    /** Writes at a position. */
    @Syscall("pwrite64")
    public long pwrite64(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(value = ArgumentKind.BUFFER_IN, length = "count") long buf,
            @Arg(ArgumentKind.SIZE) long count,
            @Arg(ArgumentKind.OFFSET) long offset) {
        requirePosition(offset);
        OpenFile file = writable(task, fd);
        try {
            return file.writeAt(task, buffer(task, buf, count), offset);
        } finally {
            file.release();
        }
    }

    /** Reads into several ranges. */
    @Syscall("readv")
    public long readv(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(value = ArgumentKind.IOVEC_OUT, length = "iovcnt") long iov,
            long iovcnt) {
        return readVector(task, fd, iov, iovcnt, CURRENT);
    }

    /** Writes several ranges. */
    @Syscall("writev")
    public long writev(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(value = ArgumentKind.IOVEC_IN, length = "iovcnt") long iov,
            long iovcnt) {
        return writeVector(task, fd, iov, iovcnt, CURRENT, 0);
    }

    /** Reads into several ranges from a position. */
    @Syscall("preadv")
    public long preadv(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(value = ArgumentKind.IOVEC_OUT, length = "iovcnt") long iov,
            long iovcnt,
            @Arg(ArgumentKind.OFFSET) long offset) {
        requirePosition(offset);
        return readVector(task, fd, iov, iovcnt, offset);
    }

    /** Writes several ranges to a position. */
    @Syscall("pwritev")
    public long pwritev(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(value = ArgumentKind.IOVEC_IN, length = "iovcnt") long iov,
            long iovcnt,
            @Arg(ArgumentKind.OFFSET) long offset) {
        requirePosition(offset);
        return writeVector(task, fd, iov, iovcnt, offset, 0);
    }

    /** Reads into several ranges, with flags. */
    @Syscall("preadv2")
    public long preadv2(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(value = ArgumentKind.IOVEC_OUT, length = "iovcnt") long iov,
            long iovcnt,
            @Arg(ArgumentKind.OFFSET) long offset,
            long high,
            int flags) {
        requirePositionOrCurrent(offset);
        OpenFile file = readable(task, fd);
        try {
            GuestBuffer buffer = vector(task, iov, iovcnt);
            requireKnown(flags, READ_FLAGS);
            if ((flags & Fcntl.RWF_NOWAIT) != 0) {
                return flagged(file).readFlagged(task, buffer, offset, flags & Fcntl.RWF_NOWAIT);
            }
            return offset == CURRENT ? file.read(task, buffer) : file.readAt(task, buffer, offset);
        } finally {
            file.release();
        }
    }

    /** Writes several ranges, with flags. */
    @Syscall("pwritev2")
    public long pwritev2(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(value = ArgumentKind.IOVEC_IN, length = "iovcnt") long iov,
            long iovcnt,
            @Arg(ArgumentKind.OFFSET) long offset,
            long high,
            int flags) {
        requirePositionOrCurrent(offset);
        long written = writeVector(task, fd, iov, iovcnt, offset, flags);
        if (written > 0 && (flags & (Fcntl.RWF_DSYNC | Fcntl.RWF_SYNC)) != 0) {
            synchronize(task, fd, (flags & Fcntl.RWF_SYNC) != 0);
        }
        return written;
    }

    private void synchronize(Task task, int fd, boolean everything) {
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            int call = everything ? SyscallNumbers.FSYNC : SyscallNumbers.FDATASYNC;
            ErrnoException.check(host.calls().call(call, file.hostDescriptor()));
        } finally {
            file.release();
        }
    }

    /** Moves the file position. */
    @Syscall(value = "lseek", result = ArgumentKind.OFFSET)
    public long lseek(
            Task task,
            @Arg(ArgumentKind.FD) int fd,
            @Arg(ArgumentKind.OFFSET) long offset,
            @Arg(ArgumentKind.SEEK) int whence) {
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            if (whence < Fcntl.SEEK_SET || whence > Fcntl.SEEK_HOLE) {
                return Errno.EINVAL.result();
            }
            return file.seek(task, offset, whence);
        } finally {
            file.release();
        }
    }

    private static long readVector(Task task, int fd, long iov, long count, long position) {
        OpenFile file = readable(task, fd);
        try {
            GuestBuffer buffer = vector(task, iov, count);
            return position == CURRENT ? file.read(task, buffer) : file.readAt(task, buffer, position);
        } finally {
            file.release();
        }
    }

    private static KernelFile flagged(OpenFile file) {
        if (file instanceof KernelFile kernelFile) {
            return kernelFile;
        }
        throw ErrnoException.of(Errno.EOPNOTSUPP);
    }

    private static long writeVector(Task task, int fd, long iov, long count, long position, int flags) {
        OpenFile file = writable(task, fd);
        try {
            GuestBuffer buffer = vector(task, iov, count);
            requireKnown(flags, WRITE_FLAGS);
            int special = flags & (Fcntl.RWF_NOWAIT | Fcntl.RWF_APPEND);
            if (special != 0) {
                return flagged(file).writeFlagged(task, buffer, position, special);
            }
            return position == CURRENT ? file.write(task, buffer) : file.writeAt(task, buffer, position);
        } finally {
            file.release();
        }
    }

    private static OpenFile readable(Task task, int fd) {
        OpenFile file = task.files().acquire(fd);
        if (!file.readable()) {
            file.release();
            throw ErrnoException.of(Errno.EBADF);
        }
        return file;
    }

    private static OpenFile writable(Task task, int fd) {
        OpenFile file = task.files().acquire(fd);
        if (!file.writable()) {
            file.release();
            throw ErrnoException.of(Errno.EBADF);
        }
        return file;
    }

    private static GuestBuffer buffer(Task task, long address, long count) {
        if (Long.compareUnsigned(count, LARGEST_ADDRESS) > 0) {
            // access_ok comes before rw_verify_area, which would answer EINVAL to a negative length.
            throw ErrnoException.of(Errno.EFAULT);
        }
        return task.buffer().add(address, Math.min(count, LARGEST_TRANSFER));
    }

    /** The ranges of an array of {@code struct iovec}. */
    static GuestBuffer vector(Task task, long iov, long count) {
        if (count < 0 || count > Limits.UIO_MAXIOV) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return task.buffer().addVector(iov, count, LARGEST_TRANSFER);
    }

    private static void requirePosition(long offset) {
        if (offset < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private static void requirePositionOrCurrent(long offset) {
        if (offset < CURRENT) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private static void requireKnown(int flags, int known) {
        if ((flags & ~known) != 0) {
            throw ErrnoException.of(Errno.EOPNOTSUPP);
        }
    }
}
