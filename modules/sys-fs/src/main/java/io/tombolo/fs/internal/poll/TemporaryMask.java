package io.tombolo.fs.internal.poll;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;

/** The signal mask that ppoll(2) and its relatives put in force while they wait. */
public final class TemporaryMask {
    private static final int SIGSET_SIZE = 8;

    private TemporaryMask() {}

    /** Puts a mask in force; a null pointer leaves the task's own. */
    public static void begin(Task task, long address, long size) {
        if (address == 0) {
            return;
        }
        if (size != SIGSET_SIZE) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        task.signals().replaceMask(task.guest().getLong(address));
    }

    /** Brings the task's own mask back. Not called when a signal ended the wait: its handler runs under the other mask. */
    public static void end(Task task, long address) {
        if (address != 0) {
            task.signals().restoreMask();
        }
    }
}
