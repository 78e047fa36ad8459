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
    @Syscall(
            value = "futex",
            notes = "owners of priority-inheritance locks are known, their priorities stay as they are")
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
        if (realTime && !takesRealTime(command)) {
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
            case FUTEX_WAIT_REQUEUE_PI -> {
                FutexKey lock = FutexKey.of(task, uaddr2, shared);
                FutexKey key = FutexKey.of(task, uaddr, shared);
                yield locks.awaitRequeue(task, key, uaddr, val, lock, uaddr2, deadline(task, timeout, clock));
            }
            case FUTEX_CMP_REQUEUE_PI -> {
                if (val != 1 || (int) timeout < 0) {
                    throw ErrnoException.of(Errno.EINVAL);
                }
                FutexKey lock = FutexKey.of(task, uaddr2, shared);
                yield locks.requeue(task, uaddr, val3, FutexKey.of(task, uaddr, shared), lock, (int) timeout);
            }
            default -> throw ErrnoException.of(Errno.ENOSYS);
        };
    }

    private static boolean takesRealTime(int command) {
        return switch (command) {
            case FUTEX_WAIT, FUTEX_WAIT_BITSET, FUTEX_LOCK_PI2, FUTEX_WAIT_REQUEUE_PI -> true;
            default -> false;
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

    /** futex_wait: as {@code FUTEX_WAIT_BITSET}, with a clock and a size that are named. */
    @Syscall("futex_wait")
    public long futexWait(
            Task task,
            @Arg(ArgumentKind.INT_POINTER) long uaddr,
            long val,
            @Arg(ArgumentKind.HEX) long mask,
            @Arg(ArgumentKind.HEX) int flags,
            @Arg(ArgumentKind.TIMESPEC) long timeout,
            @Arg(ArgumentKind.CLOCK) int clockid) {
        boolean shared = requireFlags(flags);
        requireWord(val);
        requireWord(mask);
        if (timeout != 0 && clockid != Time.CLOCK_REALTIME && clockid != Time.CLOCK_MONOTONIC) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return waitAbsolute(task, uaddr, shared, (int) val, (int) mask, timeout, clockid);
    }

    /** futex_wake: as {@code FUTEX_WAKE_BITSET}, except that none wakes none. */
    @Syscall("futex_wake")
    public long futexWake(
            Task task,
            @Arg(ArgumentKind.INT_POINTER) long uaddr,
            @Arg(ArgumentKind.HEX) long mask,
            int nr,
            @Arg(ArgumentKind.HEX) int flags) {
        boolean shared = requireFlags(flags);
        requireWord(mask);
        if (mask == 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        FutexKey key = FutexKey.of(task, uaddr, shared);
        return nr == 0 ? 0 : futexes.wake(key, (int) mask, Math.max(1, nr));
    }

    /** futex_requeue: as {@code FUTEX_CMP_REQUEUE}, between two {@code struct futex_waitv}. */
    @Syscall("futex_requeue")
    public long futexRequeue(
            Task task,
            @Arg(ArgumentKind.POINTER) long waiters,
            @Arg(ArgumentKind.HEX) int flags,
            int nr_wake,
            int nr_requeue) {
        if (flags != 0 || waiters == 0 || nr_wake < 0 || nr_requeue < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        FutexKey from = waitvKey(task, waiters);
        FutexKey to = waitvKey(task, waiters + FutexWaitvLayout.SIZEOF);
        long address = task.guest().getLong(waiters + FutexWaitvLayout.UADDR);
        int expected = (int) task.guest().getLong(waiters + FutexWaitvLayout.VAL);
        return futexes.requeue(task, address, from, to, nr_wake, nr_requeue, expected);
    }

    /** Words of 32 bits are the only ones; answers whether the futex is shared. */
    private static boolean requireFlags(int flags) {
        if ((flags & ~FUTEX_PRIVATE_FLAG) != FUTEX_32) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return (flags & FUTEX_PRIVATE_FLAG) == 0;
    }

    private static void requireWord(long value) {
        if (value >>> Integer.SIZE != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private FutexWaiter entry(Task task, FutexWait wait, int index, long at) {
        FutexKey key = waitvKey(task, at);
        return FutexWaiter.plain(wait, index, -1, key, futexes.bucket(key));
    }

    /** The futex that a {@code struct futex_waitv} names. */
    private static FutexKey waitvKey(Task task, long at) {
        boolean shared = requireFlags(task.guest().getInt(at + FutexWaitvLayout.FLAGS));
        if (task.guest().getInt(at + FutexWaitvLayout.__RESERVED) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return FutexKey.of(task, task.guest().getLong(at + FutexWaitvLayout.UADDR), shared);
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
