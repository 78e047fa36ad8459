package io.tombolo.proc.internal.signal;

import io.tombolo.core.Task;
import io.tombolo.core.TaskSignals.AlternateStack;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import java.nio.ByteBuffer;

/** The rules of sigaltstack(2) and {@code stack_t} in memory: address, flags, size. */
final class AlternateStacks {
    /** {@code sizeof(stack_t)}. */
    static final int SIZE = 24;

    private AlternateStacks() {}

    /** Whether the task runs on its alternate stack; one that disarms itself never counts. */
    static boolean isOn(Task task, long stackPointer) {
        AlternateStack stack = task.signals().alternateStack();
        return (stack.flags() & Signal.SS_AUTODISARM) == 0 && stack.holds(stackPointer);
    }

    /** Writes the stack in force, as the guest sees it. */
    static void write(Task task, ByteBuffer to, int at) {
        AlternateStack stack = task.signals().alternateStack();
        int state = stack.disabled()
                ? Signal.SS_DISABLE
                : isOn(task, task.cpu().registers().stackPointer()) ? Signal.SS_ONSTACK : 0;
        to.putLong(at, stack.address());
        to.putInt(at + 8, state | stack.flags());
        to.putLong(at + 16, stack.size());
    }

    /**
     * Sets a new stack.
     *
     * @return 0 or a negated errno
     */
    static long set(Task task, ByteBuffer from, int at, int smallest) {
        if (isOn(task, task.cpu().registers().stackPointer())) {
            return -Errno.EPERM.number();
        }
        int flags = from.getInt(at + 8);
        int mode = flags & ~Signal.SS_AUTODISARM;
        if (mode != Signal.SS_DISABLE && mode != Signal.SS_ONSTACK && mode != 0) {
            return -Errno.EINVAL.number();
        }
        if (mode == Signal.SS_DISABLE) {
            task.signals().setAlternateStack(new AlternateStack(0, 0, flags & Signal.SS_AUTODISARM));
            return 0;
        }
        long size = from.getLong(at + 16);
        if (Long.compareUnsigned(size, smallest) < 0) {
            return -Errno.ENOMEM.number();
        }
        task.signals().setAlternateStack(new AlternateStack(from.getLong(at), size, flags & Signal.SS_AUTODISARM));
        return 0;
    }

    /** Takes the stack of a signal frame back; what is not acceptable is passed over, as Linux does. */
    static void restore(Task task, ByteBuffer from, int at) {
        set(task, from, at, Signal.Aarch64.MINSIGSTKSZ);
    }
}
