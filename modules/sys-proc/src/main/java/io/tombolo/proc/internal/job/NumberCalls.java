package io.tombolo.proc.internal.job;

import io.tombolo.core.Family;
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
import org.jspecify.annotations.Nullable;

/** The system calls on process identifiers, process groups and sessions (credentials(7)). */
public final class NumberCalls {
    @Inject
    NumberCalls() {}

    /** getpid(2). */
    @Syscall(value = "getpid", result = ArgumentKind.PID)
    public long getpid(Task task) {
        return task.process().pid();
    }

    /** gettid(2). */
    @Syscall(value = "gettid", result = ArgumentKind.PID)
    public long gettid(Task task) {
        return task.tid();
    }

    /** getppid(2). */
    @Syscall(value = "getppid", result = ArgumentKind.PID, notes = "0 for the first process, 1 for orphans")
    public long getppid(Task task) {
        return task.process().family().parentPid();
    }

    /** set_tid_address(2). */
    @Syscall(value = "set_tid_address", result = ArgumentKind.PID)
    public long setTidAddress(Task task, @Arg(ArgumentKind.HEX) long tidptr) {
        task.setClearChildTid(tidptr);
        return task.tid();
    }

    /** getpgid(2). */
    @Syscall(value = "getpgid", result = ArgumentKind.PID)
    public long getpgid(Task task, @Arg(ArgumentKind.PID) int pid) {
        return find(task, pid).family().group().id();
    }

    /** getsid(2). */
    @Syscall(value = "getsid", result = ArgumentKind.PID)
    public long getsid(Task task, @Arg(ArgumentKind.PID) int pid) {
        return find(task, pid).session().id();
    }

    private static Process find(Task task, int pid) {
        Process found = pid == 0 ? task.process() : task.kernel().processes().process(pid);
        if (found == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        return found;
    }

    /** setsid(2). */
    @Syscall(value = "setsid", result = ArgumentKind.PID)
    public long setsid(Task task) {
        Process process = task.process();
        ProcessTable table = task.kernel().processes();
        synchronized (table) {
            if (process.session().id() == process.pid() || table.group(process.pid()) != null) {
                return -Errno.EPERM.number();
            }
            process.family().setGroup(table.createSession(process.pid()));
        }
        return process.pid();
    }

    /** setpgid(2); the order of checks is that of {@code kernel/sys.c}. */
    @Syscall("setpgid")
    public long setpgid(Task task, @Arg(ArgumentKind.PID) int pid, @Arg(ArgumentKind.PID) int pgid) {
        Process caller = task.process();
        int target = pid == 0 ? caller.pid() : pid;
        int id = pgid == 0 ? target : pgid;
        if (id < 0) {
            return -Errno.EINVAL.number();
        }
        ProcessTable table = task.kernel().processes();
        synchronized (table) {
            Process process = table.process(target);
            if (process == null) {
                return -Errno.ESRCH.number();
            }
            Errno refused = refusal(caller, process);
            if (refused != null) {
                return -refused.number();
            }
            ProcessGroup group = table.group(id);
            if (id == target && group == null) {
                group = table.createGroup(id, process.session());
            }
            if (group == null || group.session() != caller.session()) {
                return -Errno.EPERM.number();
            }
            if (group != process.family().group()) {
                process.family().setGroup(group);
            }
        }
        return 0;
    }

    private static @Nullable Errno refusal(Process caller, Process process) {
        Family family = process.family();
        if (family.parent() == caller) {
            if (process.session() != caller.session()) {
                return Errno.EPERM;
            }
            if (family.executed()) {
                return Errno.EACCES;
            }
        } else if (process != caller) {
            return Errno.ESRCH;
        }
        return process.session().id() == process.pid() ? Errno.EPERM : null;
    }
}
