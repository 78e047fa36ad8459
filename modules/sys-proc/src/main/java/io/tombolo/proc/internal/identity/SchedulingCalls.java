package io.tombolo.proc.internal.identity;

import static io.tombolo.core.abi.Sched.*;

import io.tombolo.core.Scheduling;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Resource;
import io.tombolo.core.abi.layout.SchedAttrLayout;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Syscall;
import io.tombolo.proc.internal.time.Clocks;
import jakarta.inject.Inject;

/** Policies and priorities of sched(7). They are checked, kept and inherited; the host schedules all tasks alike. */
public final class SchedulingCalls {
    private static final int HIGHEST_REAL_TIME = 99;
    private static final int FIRST_ATTRIBUTES = 48;
    private static final int LARGEST_ATTRIBUTES = 4096;
    /** {@code RR_TIMESLICE}, in nanoseconds. */
    private static final long ROUND_ROBIN_SLICE = 100_000_000;
    /** What an ordinary task gets at 250 ticks a second. */
    private static final long ORDINARY_SLICE = 4_000_000;

    @Inject
    SchedulingCalls() {}

    /** sched_yield(2). */
    @Syscall("sched_yield")
    @SuppressWarnings("ThreadPriorityCheck") // the guest relies on it, not we
    public void schedYield(Task task) {
        Thread.yield();
    }

    /** sched_getscheduler(2). */
    @Syscall("sched_getscheduler")
    public long schedGetscheduler(Task task, @Arg(ArgumentKind.PID) int pid) {
        Scheduling now = find(task, pid).scheduling();
        return now.policy() | (now.resetsOnFork() ? SCHED_RESET_ON_FORK : 0);
    }

    /** sched_setscheduler(2). */
    @Syscall(value = "sched_setscheduler", limits = "kept and shown; the host's scheduler is not told")
    public void schedSetscheduler(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.SCHED_POLICY) int policy,
            @Arg(ArgumentKind.POINTER) long param) {
        require(policy >= 0 && param != 0 && pid >= 0);
        int priority = task.guest().getInt(param);
        Task target = find(task, pid);
        boolean resets = (policy & SCHED_RESET_ON_FORK) != 0;
        set(task, target, policy & ~SCHED_RESET_ON_FORK, priority, resets);
    }

    /** sched_getparam(2). */
    @Syscall("sched_getparam")
    public void schedGetparam(Task task, @Arg(ArgumentKind.PID) int pid, @Arg(ArgumentKind.POINTER) long param) {
        require(param != 0);
        task.guest().putInt(param, find(task, pid).scheduling().priority());
    }

    /** sched_setparam(2). */
    @Syscall(value = "sched_setparam", limits = "kept and shown; the host's scheduler is not told")
    public void schedSetparam(Task task, @Arg(ArgumentKind.PID) int pid, @Arg(ArgumentKind.POINTER) long param) {
        require(param != 0 && pid >= 0);
        int priority = task.guest().getInt(param);
        Task target = find(task, pid);
        Scheduling now = target.scheduling();
        set(task, target, now.policy(), priority, now.resetsOnFork());
    }

    private static void set(Task task, Task target, int policy, int priority, boolean resets) {
        boolean realTime = isRealTime(policy);
        require(policy != SCHED_DEADLINE);
        require(priority >= 0 && priority <= HIGHEST_REAL_TIME && realTime == (priority != 0));
        Scheduling now = target.scheduling();
        requirePermission(task, target, now, policy, priority, resets);
        target.setScheduling(now.withPolicy(policy, priority, resets));
    }

    /** The rules of {@code user_check_sched_setscheduler} in {@code kernel/sched/syscalls.c}. */
    private static void requirePermission(
            Task task, Task target, Scheduling now, int policy, int priority, boolean resets) {
        if (task.credentials().has(Capability.CAP_SYS_NICE)) {
            return;
        }
        boolean realTime = policy == SCHED_FIFO || policy == SCHED_RR;
        long limit = target.process().limits().bound(Resource.RLIMIT_RTPRIO);
        boolean refused = policy == SCHED_DEADLINE
                || (realTime && policy != now.policy() && limit == 0)
                || (realTime && priority > now.priority() && priority > limit)
                || (now.policy() == SCHED_IDLE
                        && policy != SCHED_IDLE
                        && target.process().nice() < 0)
                || !sameUser(task, target)
                || (now.resetsOnFork() && !resets);
        if (refused) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    private static boolean sameUser(Task task, Task target) {
        int user = task.credentials().effectiveUser();
        return user == target.credentials().effectiveUser()
                || user == target.credentials().realUser();
    }

    /** sched_setattr(2). */
    @Syscall(value = "sched_setattr", limits = "kept and shown; the host's scheduler is not told")
    public void schedSetattr(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.POINTER) long attr,
            @Arg(ArgumentKind.UINT) int flags) {
        require(attr != 0 && pid >= 0 && flags == 0);
        GuestMemory memory = task.guest();
        checkSize(memory, attr);
        long options = memory.getLong(attr + SchedAttrLayout.SCHED_FLAGS);
        int policy = memory.getInt(attr + SchedAttrLayout.SCHED_POLICY);
        Task target = find(task, pid);
        require((options & ~SCHED_FLAG_ALL) == 0 && policy >= 0);
        Scheduling now = target.scheduling();
        boolean resets = (options & SCHED_FLAG_RESET_ON_FORK) != 0;
        if ((options & (SCHED_FLAG_KEEP_POLICY | SCHED_FLAG_KEEP_PARAMS)) != 0) {
            set(task, target, now.policy(), now.priority(), resets);
        } else if (policy == SCHED_DEADLINE) {
            setDeadline(task, target, attr, resets);
        } else {
            set(task, target, policy, memory.getInt(attr + SchedAttrLayout.SCHED_PRIORITY), resets);
            if (policy == SCHED_NORMAL || policy == SCHED_BATCH) {
                setNice(task, target, memory.getInt(attr + SchedAttrLayout.SCHED_NICE));
            }
        }
    }

    /** Which size of the structure the caller knows; one that is too large gets to know ours. */
    private static void checkSize(GuestMemory memory, long attr) {
        int size = memory.getInt(attr + SchedAttrLayout.SIZE);
        boolean fits = size == 0 || (size >= FIRST_ATTRIBUTES && size <= LARGEST_ATTRIBUTES);
        for (int at = SchedAttrLayout.SIZEOF; fits && at < size; at++) {
            fits = memory.getByte(attr + at) == 0;
        }
        if (!fits) {
            memory.putInt(attr + SchedAttrLayout.SIZE, SchedAttrLayout.SIZEOF);
            throw ErrnoException.of(Errno.E2BIG);
        }
    }

    private static void setDeadline(Task task, Task target, long attr, boolean resets) {
        GuestMemory memory = task.guest();
        long runtime = memory.getLong(attr + SchedAttrLayout.SCHED_RUNTIME);
        long deadline = memory.getLong(attr + SchedAttrLayout.SCHED_DEADLINE);
        long period = memory.getLong(attr + SchedAttrLayout.SCHED_PERIOD);
        boolean ordered = runtime >= 1024
                && deadline >= runtime
                && deadline > 0
                && (period == 0 || (period >= deadline && period > 0));
        require(ordered && memory.getInt(attr + SchedAttrLayout.SCHED_PRIORITY) == 0);
        requirePermission(task, target, target.scheduling(), SCHED_DEADLINE, 0, resets);
        target.setScheduling(
                target.scheduling().withDeadline(runtime, deadline, period == 0 ? deadline : period, resets));
    }

    private static void setNice(Task task, Task target, int wanted) {
        int nice = Math.clamp(wanted, -20, 19);
        if (nice < target.process().nice() && !task.credentials().has(Capability.CAP_SYS_NICE)) {
            throw ErrnoException.of(Errno.EPERM);
        }
        target.process().setNice(nice);
    }

    /** sched_getattr(2). */
    @Syscall("sched_getattr")
    public void schedGetattr(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.POINTER) long attr,
            @Arg(ArgumentKind.UINT) int size,
            @Arg(ArgumentKind.UINT) int flags) {
        boolean known = Integer.compareUnsigned(size, FIRST_ATTRIBUTES) >= 0
                && Integer.compareUnsigned(size, LARGEST_ATTRIBUTES) <= 0;
        require(attr != 0 && pid >= 0 && known && flags == 0);
        Task target = find(task, pid);
        Scheduling now = target.scheduling();
        GuestMemory memory = task.guest();
        int length = Math.min(size, SchedAttrLayout.SIZEOF);
        memory.fill(attr, length, (byte) 0);
        memory.putInt(attr + SchedAttrLayout.SIZE, length);
        memory.putInt(attr + SchedAttrLayout.SCHED_POLICY, now.policy());
        memory.putLong(attr + SchedAttrLayout.SCHED_FLAGS, now.resetsOnFork() ? SCHED_FLAG_RESET_ON_FORK : 0);
        memory.putInt(attr + SchedAttrLayout.SCHED_PRIORITY, now.priority());
        memory.putLong(attr + SchedAttrLayout.SCHED_RUNTIME, now.runtime());
        memory.putLong(attr + SchedAttrLayout.SCHED_DEADLINE, now.deadline());
        memory.putLong(attr + SchedAttrLayout.SCHED_PERIOD, now.period());
        if (now.policy() == SCHED_NORMAL || now.policy() == SCHED_BATCH) {
            memory.putInt(attr + SchedAttrLayout.SCHED_NICE, target.process().nice());
        }
        if (length >= SchedAttrLayout.SIZEOF) {
            memory.putInt(attr + SchedAttrLayout.SCHED_UTIL_MAX, 1024);
        }
    }

    /** sched_rr_get_interval(2). */
    @Syscall(value = "sched_rr_get_interval", notes = "of ordinary tasks always 4 ms")
    public void schedRrGetInterval(Task task, @Arg(ArgumentKind.PID) int pid, @Arg(ArgumentKind.TIMESPEC_OUT) long tp) {
        Scheduling now = find(task, pid).scheduling();
        long slice = now.policy() == SCHED_RR ? ROUND_ROBIN_SLICE : ORDINARY_SLICE;
        boolean endless = now.policy() == SCHED_FIFO || now.policy() == SCHED_DEADLINE;
        Clocks.write(task.guest(), tp, endless ? 0 : slice);
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
            case SCHED_FIFO, SCHED_RR -> true;
            case SCHED_NORMAL, SCHED_BATCH, SCHED_IDLE, SCHED_DEADLINE -> false;
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    /** The task with a number, 0 for the caller; throws {@code EINVAL} or {@code ESRCH}. */
    static Task find(Task task, int pid) {
        require(pid >= 0);
        Task target = pid == 0 ? task : task.kernel().processes().task(pid);
        if (target == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        return target;
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }
}
