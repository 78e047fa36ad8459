package io.tombolo.proc.internal.seccomp;

import static io.tombolo.core.abi.Seccomp.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a task restricts itself, by seccomp(2) or by prctl(2). Thread-safe: one change at a time. */
@Singleton
public final class SeccompModes {
    private static final int INSTRUCTION = 8;

    @Inject
    SeccompModes() {}

    /** {@code PR_GET_SECCOMP}. */
    public int mode(Task task) {
        return task.gate() instanceof TaskGate gate ? gate.filterMode() : SECCOMP_MODE_DISABLED;
    }

    /** {@code PR_SET_SECCOMP}. */
    public long set(Task task, long mode, long argument) {
        return switch ((int) mode) {
            case SECCOMP_MODE_STRICT -> setStrict(task);
            case SECCOMP_MODE_FILTER -> setFilter(task, 0, argument);
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    /** Leaves nothing but read, write, exit and the return from handlers. */
    synchronized long setStrict(Task task) {
        requireMode(task, SECCOMP_MODE_STRICT);
        TaskGate.of(task).setStrict();
        return 0;
    }

    private void requireMode(Task task, int wanted) {
        int now = mode(task);
        if (now != SECCOMP_MODE_DISABLED && now != wanted) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    /**
     * Adds a filter.
     *
     * @param address of a {@code struct sock_fprog}
     * @return 0, or with {@code SECCOMP_FILTER_FLAG_TSYNC} the number of a task that has other filters
     * @throws ErrnoException {@code EINVAL}, {@code EACCES}, {@code EFAULT}, {@code ENOMEM}, {@code ESRCH}
     */
    long setFilter(Task task, int flags, long address) {
        int length = Short.toUnsignedInt(task.guest().getShort(address));
        long instructions = task.guest().getLong(address + Long.BYTES);
        if (length == 0 || length > FilterProgram.LONGEST) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (!task.noNewPrivileges() && !task.credentials().has(Capability.CAP_SYS_ADMIN)) {
            throw ErrnoException.of(Errno.EACCES);
        }
        FilterProgram program = read(task.guest(), instructions, length);
        synchronized (this) {
            requireMode(task, SECCOMP_MODE_FILTER);
            SeccompFilter former = filter(task);
            if (former != null && former.tooLong(length)) {
                throw ErrnoException.of(Errno.ENOMEM);
            }
            SeccompFilter filter = new SeccompFilter(program, former);
            return (flags & SECCOMP_FILTER_FLAG_TSYNC) == 0
                    ? install(task, filter)
                    : installForAll(task, filter, flags);
        }
    }

    private static FilterProgram read(GuestMemory memory, long address, int length) {
        short[] codes = new short[length];
        byte[] whenTrue = new byte[length];
        byte[] whenFalse = new byte[length];
        int[] constants = new int[length];
        for (int i = 0; i < length; i++) {
            long instruction = memory.getLong(address + (long) i * INSTRUCTION);
            codes[i] = (short) instruction;
            whenTrue[i] = (byte) (instruction >> 16);
            whenFalse[i] = (byte) (instruction >> 24);
            constants[i] = (int) (instruction >> 32);
        }
        return new FilterProgram(codes, whenTrue, whenFalse, constants);
    }

    private static long install(Task task, SeccompFilter filter) {
        TaskGate.of(task).setFilter(filter);
        return 0;
    }

    /** All tasks of the process or none: each must be under no other filter than the caller is. */
    private static long installForAll(Task task, SeccompFilter filter, int flags) {
        List<Task> others = new ArrayList<>(task.process().tasks());
        others.remove(task);
        for (Task other : others) {
            SeccompFilter theirs = filter(other);
            boolean strict = other.gate() instanceof TaskGate gate && gate.filterMode() == SECCOMP_MODE_STRICT;
            if (strict || !filter.descendsFrom(theirs)) {
                if ((flags & SECCOMP_FILTER_FLAG_TSYNC_ESRCH) != 0) {
                    throw ErrnoException.of(Errno.ESRCH);
                }
                return other.tid();
            }
        }
        install(task, filter);
        for (Task other : others) {
            if (task.noNewPrivileges()) {
                other.setNoNewPrivileges();
            }
            install(other, filter);
        }
        return 0;
    }

    private static @Nullable SeccompFilter filter(Task task) {
        return task.gate() instanceof TaskGate gate ? gate.filter() : null;
    }
}
