package io.tombolo.fs.internal.file;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;

/** {@code RLIMIT_FSIZE}: how far a process may make regular files grow ({@code generic_write_check_limits} of mm/filemap.c). */
public final class FileSizeLimit {
    private FileSizeLimit() {}

    /**
     * Leaves of a write what ends at the limit.
     *
     * @throws ErrnoException {@code EFBIG}, with {@code SIGXFSZ}, if it begins beyond
     */
    static void apply(Task task, GuestBuffer buffer, long limit, long position) {
        if (buffer.remaining() == 0) {
            return;
        }
        if (Long.compareUnsigned(position, limit) >= 0) {
            throw refused(task);
        }
        buffer.truncate(limit - position);
    }

    /**
     * Refuses to make a file longer than the limit.
     *
     * @param length the length that is asked for
     * @throws ErrnoException {@code EFBIG}, with {@code SIGXFSZ}
     */
    public static void require(Task task, long length) {
        long limit = task.process().limits().fileSize();
        if (limit != ResourceLimits.INFINITY && Long.compareUnsigned(length, limit) > 0) {
            throw refused(task);
        }
    }

    private static ErrnoException refused(Task task) {
        task.signals().send(SignalInfo.fromKernel(Signal.SIGXFSZ));
        return ErrnoException.of(Errno.EFBIG);
    }
}
