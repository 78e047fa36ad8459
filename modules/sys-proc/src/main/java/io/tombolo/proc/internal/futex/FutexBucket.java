package io.tombolo.proc.internal.futex;

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

    /** Wakes at most so many waiters of a futex; answers how many. */
    int wake(FutexKey key, int bits, int limit) {
        int woken = 0;
        for (Iterator<FutexWaiter> waiters = queue.iterator(); woken < limit && waiters.hasNext(); ) {
            FutexWaiter waiter = waiters.next();
            if (waiter.matches(key, bits) && !waiter.inheriting()) {
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
            if (waiter.matches(from, -1) && !waiter.inheriting()) {
                waiters.remove();
                waiter.moveTo(to, target);
                moving.add(waiter);
                moved++;
            }
        }
        target.queue.addAll(moving);
        return moved;
    }

    /** Takes out the first waiter for a priority-inheritance lock; null if there is none. */
    @Nullable
    FutexWaiter takeInheriting(FutexKey key) {
        for (Iterator<FutexWaiter> waiters = queue.iterator(); waiters.hasNext(); ) {
            FutexWaiter waiter = waiters.next();
            if (waiter.inheriting() && waiter.matches(key, -1)) {
                waiters.remove();
                return waiter;
            }
        }
        return null;
    }

    /** Whether somebody waits for a priority-inheritance lock. */
    boolean hasInheriting(FutexKey key) {
        return queue.stream().anyMatch(waiter -> waiter.inheriting() && waiter.matches(key, -1));
    }
}
