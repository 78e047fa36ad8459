package io.tombolo.proc.internal.futex;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The waiters of all futexes with one hash, first come first. Its monitor guards the queue; when two are needed, the one with the
 * lower number comes first. Under it the futex word is read, so a page fault may be resolved; a memory's lock is taken inside.
 */
final class FutexBucket {
    private final int number;
    private final ArrayDeque<FutexWaiter> queue = new ArrayDeque<>();

    FutexBucket(int number) {
        this.number = number;
    }

    /** Its place in the order of locks. */
    int number() {
        return number;
    }

    void add(FutexWaiter waiter) {
        queue.add(waiter);
    }

    boolean remove(FutexWaiter waiter) {
        return queue.removeFirstOccurrence(waiter);
    }

    /**
     * Wakes at most so many waiters of a futex; answers how many.
     *
     * @throws ErrnoException {@code EINVAL} at a waiter for a priority-inheritance lock, which nobody may just wake
     */
    int wake(FutexKey key, int bits, int limit) {
        int woken = 0;
        for (Iterator<FutexWaiter> waiters = queue.iterator(); woken < limit && waiters.hasNext(); ) {
            FutexWaiter waiter = waiters.next();
            if (waiter.matches(key, bits)) {
                requirePlain(waiter);
                waiters.remove();
                woken += waiter.wake() ? 1 : 0;
            }
        }
        return woken;
    }

    /** Moves at most so many waiters of a futex to another one, whose bucket is locked too; answers how many. */
    int requeue(FutexKey from, FutexKey to, FutexBucket target, int limit) {
        int moved = 0;
        ArrayDeque<FutexWaiter> moving = new ArrayDeque<>();
        for (Iterator<FutexWaiter> waiters = queue.iterator(); moved < limit && waiters.hasNext(); ) {
            FutexWaiter waiter = waiters.next();
            if (waiter.matches(from, -1)) {
                requirePlain(waiter);
                waiters.remove();
                waiter.moveTo(to, target);
                moving.add(waiter);
                moved++;
            }
        }
        target.queue.addAll(moving);
        return moved;
    }

    private static void requirePlain(FutexWaiter waiter) {
        if (waiter.lock() != null) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    /** The first waiter of a futex; null if there is none. */
    @Nullable
    FutexWaiter first(FutexKey key) {
        for (FutexWaiter waiter : queue) {
            if (waiter.matches(key, -1)) {
                return waiter;
            }
        }
        return null;
    }

    /** The first waiter for a priority-inheritance lock; null if there is none. */
    @Nullable
    FutexWaiter firstInheriting(FutexKey lock) {
        for (FutexWaiter waiter : queue) {
            if (waiter.inheriting() && waiter.matches(lock, -1)) {
                return waiter;
            }
        }
        return null;
    }
}
