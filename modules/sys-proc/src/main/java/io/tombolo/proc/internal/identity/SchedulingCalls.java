package io.tombolo.proc.internal.identity;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Sched;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.host.posix.Host;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.BitSet;

/** sched(7) as far as it is not the host's own affair: tasks are host threads of ordinary policy. */
public final class SchedulingCalls {
    private static final int HIGHEST_REAL_TIME = 99;

    private final Host host;

    @Inject
    SchedulingCalls(Host host) {
        this.host = host;
    }

    /** sched_yield(2). */
    @Syscall("sched_yield")
    @SuppressWarnings("ThreadPriorityCheck") // the guest relies on it, not we
    public void schedYield(Task task) {
        Thread.yield();
    }

    /** sched_getaffinity(2): the processors that the host lets the calling thread have. */
    @Syscall(value = "sched_getaffinity", limits = "every task answers for the calling one")
    public long schedGetaffinity(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.UINT) int cpusetsize,
            @Arg(ArgumentKind.POINTER) long mask) {
        BitSet processors = host.process().affinity();
        int size = (processors.length() + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
        if (Integer.compareUnsigned(cpusetsize, size) < 0 || cpusetsize % Long.BYTES != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        find(task, pid);
        task.guest().copyOut(mask, Arrays.copyOf(processors.toByteArray(), size), 0, size);
        return size;
    }

    /** getcpu(2): which processor a thread runs on is not known here, so it is the first. */
    @Syscall(value = "getcpu", limits = "always answers the first processor")
    public void getcpu(Task task, @Arg(ArgumentKind.INT_POINTER) long cpu, @Arg(ArgumentKind.INT_POINTER) long node) {
        if (cpu != 0) {
            task.guest().putInt(cpu, 0);
        }
        if (node != 0) {
            task.guest().putInt(node, 0);
        }
    }

    /** sched_getscheduler(2). */
    @Syscall("sched_getscheduler")
    public long schedGetscheduler(Task task, @Arg(ArgumentKind.PID) int pid) {
        find(task, pid);
        return Sched.SCHED_NORMAL;
    }

    /** sched_setscheduler(2): real-time policies are refused as to a process without privilege. */
    @Syscall("sched_setscheduler")
    public void schedSetscheduler(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.SCHED_POLICY) int policy,
            @Arg(ArgumentKind.POINTER) long param) {
        int priority = task.guest().getInt(param);
        find(task, pid);
        int real = policy & ~Sched.SCHED_RESET_ON_FORK;
        boolean realTime = real == Sched.SCHED_FIFO || real == Sched.SCHED_RR;
        if (realTime ? priority < 1 || priority > HIGHEST_REAL_TIME : real != Sched.SCHED_NORMAL || priority != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (realTime) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    /** sched_getparam(2). */
    @Syscall("sched_getparam")
    public void schedGetparam(Task task, @Arg(ArgumentKind.PID) int pid, @Arg(ArgumentKind.POINTER) long param) {
        find(task, pid);
        task.guest().putInt(param, 0);
    }

    /** sched_setparam(2): the ordinary policy has priority 0 only. */
    @Syscall("sched_setparam")
    public void schedSetparam(Task task, @Arg(ArgumentKind.PID) int pid, @Arg(ArgumentKind.POINTER) long param) {
        int priority = task.guest().getInt(param);
        find(task, pid);
        if (priority != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    /** sched_get_priority_max(2). */
    @Syscall("sched_get_priority_max")
    public long schedGetPriorityMax(Task task, @Arg(ArgumentKind.SCHED_POLICY) int policy) {
        return isRealTime(policy) ? HIGHEST_REAL_TIME : 0;
    }

    /** sched_get_priority_min(2). */
    @Syscall("sched_get_priority_min")
    public long schedGetPriorityMin(Task task, @Arg(ArgumentKind.SCHED_POLICY) int policy) {
        return isRealTime(policy) ? 1 : 0;
    }

    private static boolean isRealTime(int policy) {
        return switch (policy) {
            case Sched.SCHED_FIFO, Sched.SCHED_RR -> true;
            case Sched.SCHED_NORMAL, Sched.SCHED_BATCH, Sched.SCHED_IDLE, Sched.SCHED_DEADLINE -> false;
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    private static void find(Task task, int pid) {
        if (pid < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (pid != 0 && task.kernel().processes().task(pid) == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
    }
}
