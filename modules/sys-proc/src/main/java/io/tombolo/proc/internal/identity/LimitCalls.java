package io.tombolo.proc.internal.identity;

import io.tombolo.core.Process;
import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Resource;
import io.tombolo.core.abi.layout.RlimitLayout;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.proc.internal.time.TimerRegistry;
import jakarta.inject.Inject;

/** getrlimit(2), setrlimit(2), prlimit(2). */
public final class LimitCalls {
    /** {@code fs.nr_open}: no descriptor limit is higher. */
    private static final long DESCRIPTORS = 1 << 20;

    private final TimerRegistry timers;

    @Inject
    LimitCalls(TimerRegistry timers) {
        this.timers = timers;
    }

    /** prlimit(2). */
    @Syscall("prlimit64")
    public void prlimit64(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.RESOURCE) int resource,
            @Arg(ArgumentKind.RLIMIT) long new_limit,
            @Arg(ArgumentKind.POINTER) long old_limit) {
        checkResource(resource);
        long soft = new_limit == 0 ? 0 : task.guest().getLong(new_limit + RlimitLayout.RLIM_CUR);
        long hard = new_limit == 0 ? 0 : task.guest().getLong(new_limit + RlimitLayout.RLIM_MAX);
        Process process = process(task, pid);
        ResourceLimits limits = process.limits();
        long formerSoft = limits.soft(resource);
        long formerHard = limits.hard(resource);
        if (new_limit != 0) {
            set(task, process, resource, soft, hard);
        }
        if (old_limit != 0) {
            task.guest().putLong(old_limit + RlimitLayout.RLIM_CUR, formerSoft);
            task.guest().putLong(old_limit + RlimitLayout.RLIM_MAX, formerHard);
        }
    }

    /** getrlimit(2). */
    @Syscall("getrlimit")
    public void getrlimit(Task task, @Arg(ArgumentKind.RESOURCE) int resource, @Arg(ArgumentKind.POINTER) long rlim) {
        checkResource(resource);
        ResourceLimits limits = task.process().limits();
        task.guest().putLong(rlim + RlimitLayout.RLIM_CUR, limits.soft(resource));
        task.guest().putLong(rlim + RlimitLayout.RLIM_MAX, limits.hard(resource));
    }

    /** setrlimit(2). */
    @Syscall("setrlimit")
    public void setrlimit(Task task, @Arg(ArgumentKind.RESOURCE) int resource, @Arg(ArgumentKind.RLIMIT) long rlim) {
        long soft = task.guest().getLong(rlim + RlimitLayout.RLIM_CUR);
        long hard = task.guest().getLong(rlim + RlimitLayout.RLIM_MAX);
        checkResource(resource);
        set(task, task.process(), resource, soft, hard);
    }

    private static void checkResource(int resource) {
        if (resource < 0 || resource >= Resource.RLIM_NLIMITS) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private static Process process(Task task, int pid) {
        if (pid == 0) {
            return task.process();
        }
        Task target = task.kernel().processes().task(pid);
        if (target == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        boolean same = target.credentials().realUser() == task.credentials().realUser();
        if (!same && !task.credentials().has(Capability.CAP_SYS_RESOURCE)) {
            throw ErrnoException.of(Errno.EPERM);
        }
        return target.process();
    }

    private void set(Task task, Process process, int resource, long soft, long hard) {
        ResourceLimits limits = process.limits();
        if (Long.compareUnsigned(soft, hard) > 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        boolean tooMany = resource == Resource.RLIMIT_NOFILE && Long.compareUnsigned(hard, DESCRIPTORS) > 0;
        boolean raised = Long.compareUnsigned(hard, limits.hard(resource)) > 0;
        if (tooMany || (raised && !task.credentials().has(Capability.CAP_SYS_RESOURCE))) {
            throw ErrnoException.of(Errno.EPERM);
        }
        limits.set(resource, soft, hard);
        if (resource == Resource.RLIMIT_CPU) {
            timers.limitChanged(process);
        }
    }
}
