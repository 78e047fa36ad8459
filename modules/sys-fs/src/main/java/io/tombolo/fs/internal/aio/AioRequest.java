package io.tombolo.fs.internal.aio;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Aio;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.layout.IocbLayout;
import io.tombolo.core.spi.ErrnoException;

/**
 * A request as the guest describes it; see {@link IocbLayout}.
 *
 * @param data for the guest, to tell events apart
 * @param operation one of {@code IOCB_CMD_*}
 * @param descriptor the file
 * @param buffer where the bytes are, or the ranges that they are in
 * @param length of the buffer, or how many ranges
 * @param offset in the file
 * @param rwFlags {@code RWF_*}
 * @param flags {@code IOCB_FLAG_*}
 * @param counter an event counter that is told of the end
 */
record AioRequest(
        long data,
        int operation,
        int descriptor,
        long buffer,
        long length,
        long offset,
        int rwFlags,
        int flags,
        int counter) {
    /**
     * Reads one from guest memory.
     *
     * @throws ErrnoException {@code EFAULT}; {@code EINVAL} if a field that means nothing is not zero, or a length is negative
     */
    static AioRequest read(Task task, long iocb) {
        AioRequest request = new AioRequest(
                task.guest().getLong(iocb + IocbLayout.AIO_DATA),
                task.guest().getInt(iocb + IocbLayout.AIO_LIO_OPCODE) & 0xFFFF,
                task.guest().getInt(iocb + IocbLayout.AIO_FILDES),
                task.guest().getLong(iocb + IocbLayout.AIO_BUF),
                task.guest().getLong(iocb + IocbLayout.AIO_NBYTES),
                task.guest().getLong(iocb + IocbLayout.AIO_OFFSET),
                task.guest().getInt(iocb + IocbLayout.AIO_RW_FLAGS),
                task.guest().getInt(iocb + IocbLayout.AIO_FLAGS),
                task.guest().getInt(iocb + IocbLayout.AIO_RESFD));
        if (task.guest().getLong(iocb + IocbLayout.AIO_RESERVED2) != 0 || request.length < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return request;
    }

    /** Whether an event counter is to be told of the end. */
    boolean signalsCounter() {
        return (flags & Aio.IOCB_FLAG_RESFD) != 0;
    }
}
