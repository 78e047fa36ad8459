package io.tombolo.fs.internal.aio;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Aio;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Carries requests out: what is wrong with a request refuses it, what its file says is its result ({@code fs/aio.c}). */
final class AioRequests {
    /** {@code MAX_RW_COUNT}. */
    private static final long LARGEST_TRANSFER = 0x7ffff000L;

    private static final int SYNCHRONIZED = Fcntl.RWF_DSYNC | Fcntl.RWF_SYNC;
    private static final int SPECIAL = Fcntl.RWF_NOWAIT | Fcntl.RWF_APPEND;
    private static final int KNOWN_FLAGS = Fcntl.RWF_HIPRI | SYNCHRONIZED | SPECIAL;

    private final HostSystem host;

    @Inject
    AioRequests(HostSystem host) {
        this.host = host;
    }

    /**
     * Carries one out.
     *
     * @return what its event says: a length, or a negative errno
     * @throws ErrnoException if it is not even a request: {@code EBADF}, {@code EINVAL}, {@code EOPNOTSUPP}, {@code EFAULT}
     */
    long carryOut(Task task, AioRequest request, OpenFile file) {
        boolean syncs = request.operation() == Aio.IOCB_CMD_FSYNC || request.operation() == Aio.IOCB_CMD_FDSYNC;
        if (syncs) {
            requireSync(request, file);
        } else {
            requireTransfer(request, file);
        }
        GuestBuffer buffer = syncs ? null : buffer(task, request);
        long result = perform(task, request, file, buffer);
        if (result == Errno.EISDIR.result()) {
            // On Linux a directory has no operation that would read it.
            throw ErrnoException.of(Errno.EINVAL);
        }
        return RestartCode.isRestart(result) ? Errno.EINTR.result() : result;
    }

    private static void requireSync(AioRequest request, OpenFile file) {
        boolean plain =
                request.buffer() == 0 && request.offset() == 0 && request.length() == 0 && request.rwFlags() == 0;
        if (!plain || file.hostDescriptor() < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private static void requireTransfer(AioRequest request, OpenFile file) {
        boolean known = reads(request)
                || request.operation() == Aio.IOCB_CMD_PWRITE
                || request.operation() == Aio.IOCB_CMD_PWRITEV;
        if (!known) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if ((request.rwFlags() & ~KNOWN_FLAGS) != 0) {
            throw ErrnoException.of(Errno.EOPNOTSUPP);
        }
        if (reads(request) ? !file.readable() : !file.writable()) {
            throw ErrnoException.of(Errno.EBADF);
        }
        if (request.offset() < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private static boolean reads(AioRequest request) {
        return request.operation() == Aio.IOCB_CMD_PREAD || request.operation() == Aio.IOCB_CMD_PREADV;
    }

    private static GuestBuffer buffer(Task task, AioRequest request) {
        boolean ranges = request.operation() == Aio.IOCB_CMD_PREADV || request.operation() == Aio.IOCB_CMD_PWRITEV;
        if (!ranges) {
            return task.buffer().add(request.buffer(), Math.min(request.length(), LARGEST_TRANSFER));
        }
        if (request.length() > Limits.UIO_MAXIOV) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return task.buffer().addVector(request.buffer(), request.length(), LARGEST_TRANSFER);
    }

    private long perform(Task task, AioRequest request, OpenFile file, @Nullable GuestBuffer buffer) {
        try {
            return buffer == null
                    ? synchronize(file, request.operation() == Aio.IOCB_CMD_FSYNC)
                    : transfer(task, request, file, buffer);
        } catch (ErrnoException failure) {
            return -failure.number();
        }
    }

    private long synchronize(OpenFile file, boolean everything) {
        int call = everything ? SyscallNumbers.FSYNC : SyscallNumbers.FDATASYNC;
        return host.calls().call(call, file.hostDescriptor());
    }

    private long transfer(Task task, AioRequest request, OpenFile file, GuestBuffer buffer) {
        int special = request.rwFlags() & SPECIAL;
        long done;
        if (special != 0 && file instanceof KernelFile kernelFile) {
            done = reads(request)
                    ? kernelFile.readFlagged(task, buffer, request.offset(), special)
                    : kernelFile.writeFlagged(task, buffer, request.offset(), special);
        } else {
            done = reads(request) ? read(task, request, file, buffer) : write(task, request, file, buffer);
        }
        if (done > 0 && !reads(request) && (request.rwFlags() & SYNCHRONIZED) != 0) {
            ErrnoException.check(synchronize(file, (request.rwFlags() & Fcntl.RWF_SYNC) != 0));
        }
        return done;
    }

    /** Streams have no offset, and the request's is not looked at. */
    private static long read(Task task, AioRequest request, OpenFile file, GuestBuffer buffer) {
        return isStream(task, file) ? file.read(task, buffer) : file.readAt(task, buffer, request.offset());
    }

    private static long write(Task task, AioRequest request, OpenFile file, GuestBuffer buffer) {
        return isStream(task, file) ? file.write(task, buffer) : file.writeAt(task, buffer, request.offset());
    }

    private static boolean isStream(Task task, OpenFile file) {
        try {
            return file.seek(task, 0, Fcntl.SEEK_CUR) == Errno.ESPIPE.result();
        } catch (ErrnoException refused) {
            return refused.number() == Errno.ESPIPE.number();
        }
    }
}
