package io.tombolo.proc.internal.job;

import io.tombolo.core.Process;
import io.tombolo.core.ProcessGroup;
import io.tombolo.core.ProcessTable;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** getpriority(2) and setpriority(2): a number that processes keep, inherit and may lower. */
public final class PriorityCalls {
    private static final int PRIO_PROCESS = 0;
    private static final int PRIO_PGRP = 1;
    private static final int PRIO_USER = 2;
    private static final int LOWEST = 19;
    private static final int HIGHEST = -20;
    /** The kernel answers 20 minus the nice value, so that no answer looks like an error. */
    private static final int ANSWER_BASE = 20;

    @Inject
    PriorityCalls() {}

    /** getpriority(2): the highest priority among the processes meant. */
    @Syscall("getpriority")
    public long getpriority(Task task, @Arg(ArgumentKind.INT) int which, @Arg(ArgumentKind.ID) int who) {
        int nice = Integer.MAX_VALUE;
        for (Process process : targets(task, which, who)) {
            nice = Math.min(nice, process.nice());
        }
        return nice == Integer.MAX_VALUE ? -Errno.ESRCH.number() : ANSWER_BASE - nice;
    }

    /** setpriority(2). */
    @Syscall(value = "setpriority", limits = "the host's scheduler is not told")
    public long setpriority(
            Task task,
            @Arg(ArgumentKind.INT) int which,
            @Arg(ArgumentKind.ID) int who,
            @Arg(ArgumentKind.INT) int prio) {
        int nice = Math.clamp(prio, HIGHEST, LOWEST);
        long result = -Errno.ESRCH.number();
        for (Process process : targets(task, which, who)) {
            if (nice < process.nice() && !task.credentials().privileged()) {
                return -Errno.EACCES.number();
            }
            process.setNice(nice);
            result = 0;
        }
        return result;
    }

    private static List<Process> targets(Task task, int which, int who) {
        ProcessTable table = task.kernel().processes();
        return switch (which) {
            case PRIO_PROCESS -> listOf(who == 0 ? task.process() : table.process(who));
            case PRIO_PGRP -> members(task, table, who);
            case PRIO_USER -> {
                int user = who == 0 ? task.credentials().realUser() : who;
                yield table.processes().stream()
                        .filter(process -> process.user() == user)
                        .toList();
            }
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    private static List<Process> listOf(@Nullable Process process) {
        return process == null ? List.of() : List.of(process);
    }

    private static List<Process> members(Task task, ProcessTable table, int id) {
        synchronized (table) {
            ProcessGroup group = id == 0 ? task.process().family().group() : table.group(id);
            return group == null ? List.of() : List.copyOf(group.members());
        }
    }
}
