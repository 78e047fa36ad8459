package io.tombolo.proc.internal.futex;

import static io.tombolo.core.abi.Futex.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import jakarta.inject.Inject;

/**
 * {@code FUTEX_LOCK_PI} and its relatives: the word holds the owner's tid, and the kernel hands the lock to the longest waiter. Priorities
 * themselves are not inherited, since host threads are scheduled alike.
 */
final class InheritingLocks {
    private final Futexes futexes;

    @Inject
    InheritingLocks(Futexes futexes) {
        this.futexes = futexes;
    }

    /** Takes the lock, waiting for it until the deadline unless {@code onlyTry}. */
    long lock(Task task, FutexKey key, long address, long deadline, boolean onlyTry) {
        FutexBucket bucket = futexes.bucket(key);
        FutexWait wait = new FutexWait(task);
        FutexWaiter waiter = new FutexWaiter(wait, 0, -1, true, key, bucket);
        task.guest().getInt(address);
        synchronized (bucket) {
            if (takeOrAnnounce(task, address, bucket.hasInheriting(key), onlyTry)) {
                return 0;
            }
            bucket.add(waiter);
        }
        long result = futexes.await(wait, deadline, waiter);
        return result == -Errno.EINTR.number() ? -RestartCode.ERESTARTNOINTR : result;
    }

    /** Takes the lock if nobody has it; else marks the word, so that the owner's unlocking comes to the kernel. */
    private static boolean takeOrAnnounce(Task task, long address, boolean hasWaiters, boolean onlyTry) {
        GuestMemory memory = task.guest();
        while (true) {
            int word = memory.getInt(address);
            int owner = word & FUTEX_TID_MASK;
            if (owner == task.tid()) {
                throw ErrnoException.of(Errno.EDEADLK);
            }
            int wanted;
            if (owner == 0) {
                wanted = (word & FUTEX_OWNER_DIED) | task.tid() | (hasWaiters ? FUTEX_WAITERS : 0);
            } else {
                checkOwner(task, owner, onlyTry);
                wanted = word | FUTEX_WAITERS;
            }
            if (memory.compareAndExchangeInt(address, word, wanted) == word) {
                return owner == 0;
            }
        }
    }

    private static void checkOwner(Task task, int owner, boolean onlyTry) {
        if (onlyTry) {
            throw ErrnoException.of(Errno.EAGAIN);
        }
        if (task.kernel().processes().task(owner) == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
    }

    /** Gives the lock up, to the longest waiter if there is one. */
    long unlock(Task task, FutexKey key, long address) {
        FutexBucket bucket = futexes.bucket(key);
        task.guest().getInt(address);
        synchronized (bucket) {
            if ((task.guest().getInt(address) & FUTEX_TID_MASK) != task.tid()) {
                throw ErrnoException.of(Errno.EPERM);
            }
            handOver(task.guest(), key, address, bucket, 0);
        }
        return 0;
    }

    /** Gives the lock of a dead owner to the longest waiter; answers whether there was one. */
    boolean inherit(Task task, FutexKey key, long address) {
        FutexBucket bucket = futexes.bucket(key);
        synchronized (bucket) {
            return handOver(task.guest(), key, address, bucket, FUTEX_OWNER_DIED);
        }
    }

    private static boolean handOver(GuestMemory memory, FutexKey key, long address, FutexBucket bucket, int flags) {
        FutexWaiter next = bucket.takeInheriting(key);
        while (next != null && !next.wake()) {
            next = bucket.takeInheriting(key);
        }
        int waiters = bucket.hasInheriting(key) ? FUTEX_WAITERS : 0;
        int wanted = next == null ? flags : next.owner().task().tid() | waiters | flags;
        int word = memory.getInt(address);
        int found = memory.compareAndExchangeInt(address, word, wanted);
        while (found != word) {
            word = found;
            found = memory.compareAndExchangeInt(address, word, wanted);
        }
        return next != null;
    }
}
