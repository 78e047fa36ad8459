package io.tombolo.proc.internal.futex;

import static io.tombolo.core.abi.Futex.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Time;
import io.tombolo.core.abi.layout.FutexWaitvLayout;
import io.tombolo.core.abi.layout.RobustListHeadLayout;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.proc.internal.time.Clocks;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** futex(2), futex_waitv(2), get_robust_list(2), set_robust_list(2). */
public final class FutexCalls {
    private final Futexes futexes;
    private final InheritingLocks locks;
    private final Clocks clocks;

    @Inject
    FutexCalls(Futexes futexes, InheritingLocks locks, Clocks clocks) {
        this.futexes = futexes;
        this.locks = locks;
        this.clocks = clocks;
    }

    /** futex(2). */
    @Syscall(value = "futex", limits = "FUTEX_WAIT_REQUEUE_PI and FUTEX_CMP_REQUEUE_PI answer ENOSYS")
    public long futex(
            Task task,
            @Arg(ArgumentKind.INT_POINTER) long uaddr,
            @Arg(ArgumentKind.FUTEX_OP) int futex_op,
            @Arg(ArgumentKind.UINT) int val,
            long timeout,
            long uaddr2,
            @Arg(ArgumentKind.UINT) int val3) {
        int command = futex_op & FUTEX_CMD_MASK;
        boolean realTime = (futex_op & FUTEX_CLOCK_REALTIME) != 0;
        if (realTime && command != FUTEX_WAIT && command != FUTEX_WAIT_BITSET && command != FUTEX_LOCK_PI2) {
            throw ErrnoException.of(Errno.ENOSYS);
        }
        boolean shared = (futex_op & FUTEX_PRIVATE_FLAG) == 0;
        int clock = realTime ? Time.CLOCK_REALTIME : Time.CLOCK_MONOTONIC;
        return switch (command) {
            case FUTEX_WAIT -> waitRelative(task, uaddr, shared, val, timeout);
            case FUTEX_WAIT_BITSET -> waitAbsolute(task, uaddr, shared, val, val3, timeout, clock);
            case FUTEX_WAKE -> wake(task, uaddr, shared, -1, val);
            case FUTEX_WAKE_BITSET -> wake(task, uaddr, shared, val3, val);
            case FUTEX_REQUEUE -> requeue(task, uaddr, uaddr2, shared, val, timeout, null);
            case FUTEX_CMP_REQUEUE -> requeue(task, uaddr, uaddr2, shared, val, timeout, val3);
            case FUTEX_WAKE_OP ->
                futexes.wakeOperation(
                        task,
                        FutexKey.of(task, uaddr, shared),
                        FutexKey.of(task, uaddr2, shared),
                        uaddr2,
                        Math.max(1, val),
                        Math.max(1, (int) timeout),
                        val3);
            case FUTEX_LOCK_PI -> lock(task, uaddr, shared, timeout, Time.CLOCK_REALTIME);
            case FUTEX_LOCK_PI2 -> lock(task, uaddr, shared, timeout, clock);
            case FUTEX_TRYLOCK_PI -> locks.lock(task, FutexKey.of(task, uaddr, shared), uaddr, Task.FOREVER, true);
            case FUTEX_UNLOCK_PI -> locks.unlock(task, FutexKey.of(task, uaddr, shared), uaddr);
            default -> throw ErrnoException.of(Errno.ENOSYS);
        };
    }

    private long waitRelative(Task task, long address, boolean shared, int value, long timeout) {
        long deadline = timeout == 0 ? Task.FOREVER : Clocks.after(Clocks.read(task.guest(), timeout));
        return await(task, address, shared, value, -1, deadline);
    }

    private long waitAbsolute(Task task, long address, boolean shared, int value, int bits, long timeout, int clock) {
        if (bits == 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return await(task, address, shared, value, bits, deadline(task, timeout, clock));
    }

    private long deadline(Task task, long timeout, int clock) {
        return timeout == 0 ? Task.FOREVER : clocks.deadline(task, clock, Clocks.read(task.guest(), timeout));
    }

    /** A wait with a deadline goes on after a stop until that same deadline: {@code futex_wait_restart}. */
    private long await(Task task, long address, boolean shared, int value, int bits, long deadline) {
        long result = futexes.await(task, FutexKey.of(task, address, shared), address, value, bits, deadline);
        if (result != -Errno.EINTR.number()) {
            return result;
        }
        if (deadline == Task.FOREVER) {
            return -RestartCode.ERESTARTSYS;
        }
        task.setRestart(again -> await(again, address, shared, value, bits, deadline));
        return -RestartCode.ERESTART_RESTARTBLOCK;
    }

    private long wake(Task task, long address, boolean shared, int bits, int limit) {
        if (bits == 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return futexes.wake(FutexKey.of(task, address, shared), bits, Math.max(1, limit));
    }

    private long requeue(
            Task task, long from, long to, boolean shared, int wakeLimit, long moveLimit, @Nullable Integer expected) {
        if (wakeLimit < 0 || (int) moveLimit < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        FutexKey source = FutexKey.of(task, from, shared);
        FutexKey target = FutexKey.of(task, to, shared);
        return futexes.requeue(task, from, source, target, wakeLimit, (int) moveLimit, expected);
    }

    private long lock(Task task, long address, boolean shared, long timeout, int clock) {
        return locks.lock(task, FutexKey.of(task, address, shared), address, deadline(task, timeout, clock), false);
    }

    /** futex_waitv(2): waits for any of several futexes. */
    @Syscall("futex_waitv")
    public long futexWaitv(
            Task task,
            @Arg(ArgumentKind.POINTER) long waiters,
            @Arg(ArgumentKind.UINT) int nr_futexes,
            @Arg(ArgumentKind.UINT) int flags,
            @Arg(ArgumentKind.TIMESPEC) long timeout,
            @Arg(ArgumentKind.CLOCK) int clockid) {
        if (flags != 0 || nr_futexes <= 0 || nr_futexes > FUTEX_WAITV_MAX || waiters == 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (timeout != 0 && clockid != Time.CLOCK_REALTIME && clockid != Time.CLOCK_MONOTONIC) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        long deadline = deadline(task, timeout, clockid);
        FutexWait wait = new FutexWait(task);
        FutexWaiter[] entries = new FutexWaiter[nr_futexes];
        long[] addresses = new long[nr_futexes];
        int[] values = new int[nr_futexes];
        for (int i = 0; i < nr_futexes; i++) {
            long at = waiters + (long) i * FutexWaitvLayout.SIZEOF;
            entries[i] = entry(task, wait, i, at);
            addresses[i] = task.guest().getLong(at + FutexWaitvLayout.UADDR);
            values[i] = (int) task.guest().getLong(at + FutexWaitvLayout.VAL);
        }
        long result = futexes.awaitAny(wait, entries, addresses, values, deadline);
        return result == -Errno.EINTR.number() ? -RestartCode.ERESTARTSYS : result;
    }

    private FutexWaiter entry(Task task, FutexWait wait, int index, long at) {
        int flags = task.guest().getInt(at + FutexWaitvLayout.FLAGS);
        if ((flags & ~(FUTEX_32 | FUTEX_PRIVATE_FLAG)) != 0
                || (flags & FUTEX_32) == 0
                || task.guest().getInt(at + FutexWaitvLayout.__RESERVED) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        long address = task.guest().getLong(at + FutexWaitvLayout.UADDR);
        FutexKey key = FutexKey.of(task, address, (flags & FUTEX_PRIVATE_FLAG) == 0);
        return new FutexWaiter(wait, index, -1, false, key, futexes.bucket(key));
    }

    /** set_robust_list(2). */
    @Syscall("set_robust_list")
    public void setRobustList(Task task, long head, @Arg(ArgumentKind.SIZE) long len) {
        if (len != RobustListHeadLayout.SIZEOF) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        task.setRobustList(head);
    }

    /** get_robust_list(2). */
    @Syscall("get_robust_list")
    public void getRobustList(
            Task task,
            @Arg(ArgumentKind.PID) int pid,
            @Arg(ArgumentKind.LONG_POINTER) long head_ptr,
            @Arg(ArgumentKind.LONG_POINTER) long len_ptr) {
        Task target = pid == 0 ? task : task.kernel().processes().task(pid);
        if (target == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        task.guest().putLong(len_ptr, RobustListHeadLayout.SIZEOF);
        task.guest().putLong(head_ptr, target.robustList());
    }
}
