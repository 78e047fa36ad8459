package io.tombolo.fs.internal.aio;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Aio;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.call.ReadWriteCalls;
import io.tombolo.fs.internal.call.SyncCalls;
import jakarta.inject.Inject;

/** Carries requests out by the calls that do the same at once. */
final class AioRequests {
    private static final long NO_HIGH_PART = 0;

    private final ReadWriteCalls readWrite;
    private final SyncCalls sync;

    @Inject
    AioRequests(ReadWriteCalls readWrite, SyncCalls sync) {
        this.readWrite = readWrite;
        this.sync = sync;
    }

    /**
     * Carries one out.
     *
     * @return what its event says: a length, or a negative errno
     * @throws ErrnoException if it is not even a request: {@code EBADF}, {@code EINVAL}, {@code EOPNOTSUPP}
     */
    long carryOut(Task task, AioRequest request) {
        try {
            long result = call(task, request);
            return RestartCode.isRestart(result) ? Errno.EINTR.result() : result;
        } catch (ErrnoException error) {
            if (error.number() == Errno.EBADF.number()
                    || error.number() == Errno.EINVAL.number()
                    || error.number() == Errno.EOPNOTSUPP.number()) {
                throw error;
            }
            return RestartCode.isRestart(-error.number()) ? Errno.EINTR.result() : -error.number();
        }
    }

    private long call(Task task, AioRequest request) {
        return switch (request.operation()) {
            case Aio.IOCB_CMD_PREAD -> read(task, request);
            case Aio.IOCB_CMD_PWRITE -> write(task, request);
            case Aio.IOCB_CMD_PREADV ->
                readWrite.preadv2(
                        task,
                        request.descriptor(),
                        request.buffer(),
                        request.length(),
                        request.offset(),
                        NO_HIGH_PART,
                        request.rwFlags());
            case Aio.IOCB_CMD_PWRITEV ->
                readWrite.pwritev2(
                        task,
                        request.descriptor(),
                        request.buffer(),
                        request.length(),
                        request.offset(),
                        NO_HIGH_PART,
                        request.rwFlags());
            case Aio.IOCB_CMD_FSYNC -> sync.fsync(task, request.descriptor());
            case Aio.IOCB_CMD_FDSYNC -> sync.fdatasync(task, request.descriptor());
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    /** Streams have no offset, and the request's is not looked at. */
    private long read(Task task, AioRequest request) {
        try {
            return readWrite.pread64(task, request.descriptor(), request.buffer(), request.length(), request.offset());
        } catch (ErrnoException error) {
            if (error.number() != Errno.ESPIPE.number()) {
                throw error;
            }
            return readWrite.read(task, request.descriptor(), request.buffer(), request.length());
        }
    }

    private long write(Task task, AioRequest request) {
        try {
            return readWrite.pwrite64(task, request.descriptor(), request.buffer(), request.length(), request.offset());
        } catch (ErrnoException error) {
            if (error.number() != Errno.ESPIPE.number()) {
                throw error;
            }
            return readWrite.write(task, request.descriptor(), request.buffer(), request.length());
        }
    }
}
