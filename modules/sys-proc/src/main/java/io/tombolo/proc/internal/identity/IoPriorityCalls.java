package io.tombolo.proc.internal.identity;

import io.tombolo.core.Process;
import io.tombolo.core.ProcessGroup;
import io.tombolo.core.ProcessTable;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Sched;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;
import java.util.List;

/** ioprio_get(2) and ioprio_set(2): numbers that tasks keep and inherit ({@code block/ioprio.c}). */
public final class IoPriorityCalls {
    private static final int WHO_PROCESS = 1;
    private static final int WHO_GROUP = 2;
    private static final int WHO_USER = 3;
    private static final int CLASS_SHIFT = 13;
    private static final int CLASS_NONE = 0;
    private static final int CLASS_REAL_TIME = 1;
    private static final int CLASS_BEST_EFFORT = 2;
    private static final int CLASS_IDLE = 3;
    private static final int LEVELS = 8;

    @Inject
    IoPriorityCalls() {}

    /** ioprio_set(2). */
    @Syscall(value = "ioprio_set", limits = "kept and shown; the host is not told")
    public void ioprioSet(Task task, int which, int who, @Arg(ArgumentKind.HEX) int ioprio) {
        checkValue(task, ioprio);
        for (Task target : targets(task, which, who)) {
            int user = task.credentials().effectiveUser();
            boolean own = target.credentials().realUser() == user
                    || target.credentials().realUser() == task.credentials().realUser();
            if (!own && !task.credentials().has(Capability.CAP_SYS_NICE)) {
                throw ErrnoException.of(Errno.EPERM);
            }
            target.setScheduling(target.scheduling().withIoPriority(ioprio));
        }
    }

    private static void checkValue(Task task, int value) {
        int level = value & (1 << CLASS_SHIFT) - 1;
        boolean valid = switch (value >> CLASS_SHIFT) {
            case CLASS_REAL_TIME -> {
                boolean allowed = task.credentials().has(Capability.CAP_SYS_ADMIN)
                        || task.credentials().has(Capability.CAP_SYS_NICE);
                if (!allowed) {
                    throw ErrnoException.of(Errno.EPERM);
                }
                yield level < LEVELS;
            }
            case CLASS_BEST_EFFORT -> level < LEVELS;
            case CLASS_IDLE -> true;
            case CLASS_NONE -> level == 0;
            default -> false;
        };
        if (!valid) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    /** ioprio_get(2): the best among the tasks meant. */
    @Syscall(value = "ioprio_get", result = ArgumentKind.HEX)
    public long ioprioGet(Task task, int which, int who) {
        int best = -1;
        for (Task target : targets(task, which, who)) {
            int value = effective(target, which == WHO_PROCESS);
            best = best < 0 ? value : best(best, value);
        }
        return best;
    }

    /** What was set; for a task without one, unless it is asked for alone, what follows from its nice value. */
    private static int effective(Task target, boolean asked) {
        int set = target.scheduling().ioPriority();
        if (set >> CLASS_SHIFT != CLASS_NONE || asked) {
            return set;
        }
        int policy = target.scheduling().policy();
        int kind = policy == Sched.SCHED_IDLE
                ? CLASS_IDLE
                : target.scheduling().realTime() ? CLASS_REAL_TIME : CLASS_BEST_EFFORT;
        return kind << CLASS_SHIFT | (target.process().nice() + 20) / 5;
    }

    private static int best(int a, int b) {
        return Math.min(a, b);
    }

    private static List<Task> targets(Task task, int which, int who) {
        ProcessTable table = task.kernel().processes();
        List<Task> found = switch (which) {
            case WHO_PROCESS -> {
                Task one = who == 0 ? task : table.task(who);
                yield one == null ? List.<Task>of() : List.of(one);
            }
            case WHO_GROUP -> members(task, table, who);
            case WHO_USER -> {
                int user = who == 0 ? task.credentials().realUser() : who;
                yield table.tasks().stream()
                        .filter(each -> each.credentials().realUser() == user)
                        .toList();
            }
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
        if (found.isEmpty()) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        return found;
    }

    private static List<Task> members(Task task, ProcessTable table, int id) {
        synchronized (table) {
            ProcessGroup group = id == 0 ? task.process().family().group() : table.group(id);
            return group == null
                    ? List.of()
                    : group.members().stream()
                            .map(Process::tasks)
                            .flatMap(List::stream)
                            .toList();
        }
    }
}
