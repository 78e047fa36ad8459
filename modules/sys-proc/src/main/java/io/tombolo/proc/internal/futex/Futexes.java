package io.tombolo.proc.internal.futex;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The futexes of one kernel; see futex(2). Thread-safe. */
@Singleton
public final class Futexes {
    private static final int BUCKETS = 256;

    private final FutexBucket[] buckets = new FutexBucket[BUCKETS];

    @Inject
    Futexes() {
        for (int number = 0; number < BUCKETS; number++) {
            buckets[number] = new FutexBucket(number);
        }
    }

    FutexBucket bucket(FutexKey key) {
        return buckets[(key.hashCode() * 0x9E3779B9) >>> 24];
    }

    /**
     * Waits while a word has a value.
     *
     * @param deadline a time of {@link System#nanoTime}, or {@link Task#FOREVER}
     * @return 0 when woken, or {@code -EAGAIN}, {@code -ETIMEDOUT}, {@code -EINTR}
     */
    long await(Task task, FutexKey key, long address, int value, int bits, long deadline) {
        FutexBucket bucket = bucket(key);
        FutexWait wait = new FutexWait(task);
        FutexWaiter waiter = FutexWaiter.plain(wait, 0, bits, key, bucket);
        // Resolves the page fault, if there is one, before the bucket is locked.
        task.guest().getInt(address);
        synchronized (bucket) {
            if (task.guest().getInt(address) != value) {
                return -Errno.EAGAIN.number();
            }
            bucket.add(waiter);
        }
        return await(wait, deadline, waiter);
    }

    /** Waits for entries that are queued, and takes out again those that did not end the wait: whoever wakes one has taken that out. */
    long await(FutexWait wait, long deadline, FutexWaiter... waiters) {
        Task task = wait.task();
        boolean woken = task.await(wait::isWoken, deadline);
        if (!woken || waiters.length > 1) {
            for (FutexWaiter waiter : waiters) {
                remove(waiter);
            }
        }
        if (woken || wait.isWoken()) {
            return wait.wokenIndex();
        }
        return deadline != Task.FOREVER && System.nanoTime() >= deadline
                ? -Errno.ETIMEDOUT.number()
                : -Errno.EINTR.number();
    }

    /**
     * Waits while each of several words has its value.
     *
     * @return the index of the one that was woken, or a negated errno as {@link #await} answers
     */
    long awaitAny(FutexWait wait, FutexWaiter[] waiters, long[] addresses, int[] values, long deadline) {
        Task task = wait.task();
        for (int i = 0; i < waiters.length; i++) {
            FutexBucket bucket = waiters[i].bucket();
            boolean changed;
            synchronized (bucket) {
                changed = task.guest().getInt(addresses[i]) != values[i];
                if (!changed) {
                    bucket.add(waiters[i]);
                }
            }
            if (changed) {
                for (int queued = 0; queued < i; queued++) {
                    remove(waiters[queued]);
                }
                return wait.isWoken() ? wait.wokenIndex() : -Errno.EAGAIN.number();
            }
        }
        return await(wait, deadline, waiters);
    }

    private static void remove(FutexWaiter waiter) {
        while (true) {
            FutexBucket bucket = waiter.bucket();
            synchronized (bucket) {
                if (waiter.bucket() == bucket) {
                    bucket.remove(waiter);
                    return;
                }
            }
        }
    }

    /** Wakes at most so many waiters whose bits meet the given ones; answers how many. */
    public int wake(FutexKey key, int bits, int limit) {
        FutexBucket bucket = bucket(key);
        synchronized (bucket) {
            return bucket.wake(key, bits, limit);
        }
    }

    /** Wakes the waiters at an address of a task's memory, as the end of a thread does. */
    public void wake(Task task, long address, int limit) {
        wake(FutexKey.of(task, address, true), -1, limit);
    }

    /**
     * Wakes some waiters and moves others to another futex.
     *
     * @param expected the value that the word must have; null for any
     * @return how many were woken and moved, or {@code -EAGAIN}
     */
    long requeue(
            Task task,
            long address,
            FutexKey from,
            FutexKey to,
            int wakeLimit,
            int moveLimit,
            @Nullable Integer expected) {
        if (expected != null) {
            task.guest().getInt(address);
        }
        FutexBucket source = bucket(from);
        FutexBucket target = bucket(to);
        FutexBucket first = source.number() <= target.number() ? source : target;
        FutexBucket second = first == source ? target : source;
        synchronized (first) {
            synchronized (second) {
                if (expected != null && task.guest().getInt(address) != expected) {
                    return -Errno.EAGAIN.number();
                }
                int woken = source.wake(from, -1, wakeLimit);
                int moved = from.equals(to) ? 0 : source.requeue(from, to, target, moveLimit);
                return expected == null ? woken : (long) woken + moved;
            }
        }
    }

    /** Changes a word atomically, wakes waiters of one futex, and of the second if the word's old value compares so. */
    long wakeOperation(
            Task task, FutexKey first, FutexKey second, long address, int wake, int wakeSecond, int operation) {
        int old = WakeOperation.apply(task.guest(), address, operation);
        int woken = wake(first, -1, wake);
        return WakeOperation.compare(old, operation) ? woken + wake(second, -1, wakeSecond) : woken;
    }
}
