package io.tombolo.fs.internal.poll;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.WaitPool;

/** Time limits as guests give them. */
public final class Deadline {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLISECOND = 1_000_000;
    /** Longer waits are as good as endless; about 146 years. */
    private static final long LONGEST_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND / 2;

    private Deadline() {}

    /** Of a {@code struct timespec}, of which a null pointer is no limit. */
    public static long ofTimespec(Task task, long address) {
        if (address == 0) {
            return WaitPool.FOREVER;
        }
        long seconds = task.guest().getLong(address);
        long nanos = task.guest().getLong(address + Long.BYTES);
        if (seconds < 0 || nanos < 0 || nanos >= NANOS_PER_SECOND) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return seconds >= LONGEST_SECONDS ? WaitPool.FOREVER : in(seconds * NANOS_PER_SECOND + nanos);
    }

    /** Of milliseconds, of which a negative number is no limit. */
    static long ofMilliseconds(int milliseconds) {
        return milliseconds < 0 ? WaitPool.FOREVER : in(milliseconds * NANOS_PER_MILLISECOND);
    }

    private static long in(long nanos) {
        long deadline = System.nanoTime() + nanos;
        return deadline == WaitPool.FOREVER ? deadline - 1 : deadline;
    }

    /** Stores what is left of a limit, for the call's restart; a place that cannot be written is left alone. */
    static void storeRemaining(Task task, long address, long deadline) {
        if (address == 0 || deadline == WaitPool.FOREVER) {
            return;
        }
        long left = Math.max(0, deadline - System.nanoTime());
        try {
            task.guest().putLong(address, left / NANOS_PER_SECOND);
            task.guest().putLong(address + Long.BYTES, left % NANOS_PER_SECOND);
        } catch (ErrnoException readOnly) {
            // Linux, too, forgets the remaining time then.
        }
    }
}
