package io.tombolo.proc.internal.futex;

import static io.tombolo.core.abi.Futex.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code FUTEX_LOCK_PI} and its relatives ({@code kernel/futex/pi.c}): the word holds the owner's tid, and the kernel hands the lock to
 * the longest waiter. Priorities themselves are not inherited, since host threads are scheduled alike. A lock that somebody waits for has an owner here,
 * too, guarded by its bucket: so an owner that ends gives it up, and a circle of waiters is seen.
 */
@Singleton
final class InheritingLocks {
    /** How far a chain of owners is followed ({@code max_lock_depth}). */
    private static final int DEEPEST_CHAIN = 1024;

    private final Futexes futexes;
    private final Map<FutexKey, Task> owners = new ConcurrentHashMap<>();
    private final Map<Task, FutexKey> waiting = new ConcurrentHashMap<>();

    @Inject
    InheritingLocks(Futexes futexes) {
        this.futexes = futexes;
    }

    /** Takes the lock, waiting for it until the deadline unless {@code onlyTry}. */
    long lock(Task task, FutexKey key, long address, long deadline, boolean onlyTry) {
        FutexBucket bucket = futexes.bucket(key);
        FutexWait wait = new FutexWait(task);
        FutexWaiter waiter = FutexWaiter.inheriting(wait, key, address, bucket);
        task.guest().getInt(address);
        synchronized (bucket) {
            Task owner = take(task, task.guest(), key, address);
            if (owner == null) {
                return 0;
            }
            if (onlyTry) {
                throw ErrnoException.of(Errno.EAGAIN);
            }
            bucket.add(waiter);
            announce(waiter, key, owner);
        }
        long result = await(wait, waiter, deadline);
        return result == -Errno.EINTR.number() ? -RestartCode.ERESTARTNOINTR : result;
    }

    private void announce(FutexWaiter waiter, FutexKey lock, Task owner) {
        owners.put(lock, owner);
        waiting.put(waiter.task(), lock);
    }

    /** Waits for an entry whose lock will be handed over, and takes it back if that does not come about. */
    private long await(FutexWait wait, FutexWaiter waiter, long deadline) {
        long result = futexes.await(wait, deadline, waiter);
        forget(waiter);
        return result;
    }

    private void forget(FutexWaiter waiter) {
        FutexKey lock = waiting.remove(waiter.task());
        if (lock != null) {
            FutexBucket bucket = futexes.bucket(lock);
            synchronized (bucket) {
                if (bucket.firstInheriting(lock) == null) {
                    owners.remove(lock);
                }
            }
        }
    }

    /**
     * Takes the lock for a task if nobody has it; else marks the word, so that the owner's unlocking comes to the kernel.
     *
     * @param memory by which the task's memory is reached
     * @return the owner; null if the lock was taken
     */
    private @Nullable Task take(Task task, GuestMemory memory, FutexKey key, long address) {
        while (true) {
            int word = memory.getInt(address);
            int tid = word & FUTEX_TID_MASK;
            if (tid == task.tid()) {
                throw ErrnoException.of(Errno.EDEADLK);
            }
            Task owner = tid == 0 ? null : owner(task, key, tid);
            int mark = owner != null || owners.containsKey(key) ? FUTEX_WAITERS : 0;
            int wanted = owner == null ? (word & FUTEX_OWNER_DIED) | task.tid() | mark : word | mark;
            if (memory.compareAndExchangeInt(address, word, wanted) == word) {
                if (owner == null) {
                    owners.computeIfPresent(key, (lock, former) -> task);
                }
                return owner;
            }
        }
    }

    /** The owner that a word names; throws {@code EINVAL} if it is not the one known here, {@code ESRCH}, {@code EDEADLK}. */
    private Task owner(Task task, FutexKey key, int tid) {
        Task known = owners.get(key);
        if (known != null && known.tid() != tid) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        Task owner = task.kernel().processes().task(tid);
        if (owner == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        Task next = owner;
        for (int depth = 0; next != null && depth < DEEPEST_CHAIN; depth++) {
            FutexKey lock = waiting.get(next);
            next = lock == null ? null : owners.get(lock);
            if (next == task) {
                throw ErrnoException.of(Errno.EDEADLK);
            }
        }
        return owner;
    }

    /** Gives the lock up, to the longest waiter if there is one. */
    long unlock(Task task, FutexKey key, long address) {
        FutexBucket bucket = futexes.bucket(key);
        GuestMemory memory = task.guest();
        memory.getInt(address);
        synchronized (bucket) {
            int word = memory.getInt(address);
            if ((word & FUTEX_TID_MASK) != task.tid()) {
                throw ErrnoException.of(Errno.EPERM);
            }
            Task owner = owners.get(key);
            if (owner != null && owner != task) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            FutexWaiter next = bucket.firstInheriting(key);
            store(memory, address, next == null ? 0 : next.task().tid() | FUTEX_WAITERS);
            if (next != null) {
                handOver(bucket, key, next);
            }
        }
        return 0;
    }

    private void handOver(FutexBucket bucket, FutexKey key, FutexWaiter next) {
        bucket.remove(next);
        owners.put(key, next.task());
        next.wake();
    }

    private static void store(GuestMemory memory, long address, int value) {
        int word = memory.getInt(address);
        int found = memory.compareAndExchangeInt(address, word, value);
        while (found != word) {
            word = found;
            found = memory.compareAndExchangeInt(address, word, value);
        }
    }

    /** Gives the locks of an ended owner that somebody waits for to the longest waiters: {@code exit_pi_state_list}. */
    void ownerEnds(Task task) {
        if (owners.isEmpty()) {
            return;
        }
        for (Map.Entry<FutexKey, Task> entry : owners.entrySet()) {
            if (entry.getValue() == task) {
                inherit(task, entry.getKey());
            }
        }
    }

    private void inherit(Task task, FutexKey key) {
        FutexBucket bucket = futexes.bucket(key);
        synchronized (bucket) {
            FutexWaiter next = bucket.firstInheriting(key);
            if (owners.get(key) != task || next == null) {
                return;
            }
            try {
                GuestMemory memory = next.task().memory().addressSpace().memory();
                store(memory, next.lockAddress(), next.task().tid() | FUTEX_WAITERS | FUTEX_OWNER_DIED);
            } catch (ErrnoException fault) {
                // The heir has unmapped the lock: it finds that out by itself.
            }
            handOver(bucket, key, next);
        }
    }

    /** {@code FUTEX_WAIT_REQUEUE_PI}: waits while a word has a value, to be moved to a lock, and returns with the lock. */
    long awaitRequeue(
            Task task, FutexKey key, long address, int value, FutexKey lock, long lockAddress, long deadline) {
        if (key.equals(lock)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        FutexBucket bucket = futexes.bucket(key);
        FutexWait wait = new FutexWait(task);
        FutexWaiter waiter = FutexWaiter.forLock(wait, key, bucket, lock, lockAddress);
        task.guest().getInt(address);
        synchronized (bucket) {
            if (task.guest().getInt(address) != value) {
                return -Errno.EAGAIN.number();
            }
            bucket.add(waiter);
        }
        long result = await(wait, waiter, deadline);
        if (result != -Errno.EINTR.number()) {
            return result;
        }
        // Once moved, the wait cannot begin anew: the condition has been signalled.
        return waiter.inheriting() ? -Errno.EAGAIN.number() : -RestartCode.ERESTARTNOINTR;
    }

    /**
     * {@code FUTEX_CMP_REQUEUE_PI}: gives the first waiter the lock if it is free, and moves so many others to it.
     *
     * @return how many were given the lock or moved, or {@code -EAGAIN}
     */
    long requeue(Task task, long address, int expected, FutexKey from, FutexKey lock, int limit) {
        if (from.equals(lock)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        FutexBucket source = futexes.bucket(from);
        FutexBucket target = futexes.bucket(lock);
        FutexBucket first = source.number() <= target.number() ? source : target;
        FutexBucket second = first == source ? target : source;
        task.guest().getInt(address);
        synchronized (first) {
            synchronized (second) {
                if (task.guest().getInt(address) != expected) {
                    return -Errno.EAGAIN.number();
                }
                return requeueLocked(source, target, from, lock, limit);
            }
        }
    }

    private long requeueLocked(FutexBucket source, FutexBucket target, FutexKey from, FutexKey lock, int limit) {
        // The first takes the lock or waits for it; only the others count against the limit.
        for (int done = 0; ; done++) {
            FutexWaiter waiter = source.first(from);
            if (waiter == null || done > limit) {
                return done;
            }
            if (!lock.equals(waiter.lock())) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            GuestMemory memory = waiter.task().memory().addressSpace().memory();
            Task owner = take(waiter.task(), memory, lock, waiter.lockAddress());
            source.remove(waiter);
            if (owner == null) {
                waiter.wake();
            } else {
                waiter.moveTo(lock, target);
                target.add(waiter);
                announce(waiter, lock, owner);
            }
        }
    }
}
