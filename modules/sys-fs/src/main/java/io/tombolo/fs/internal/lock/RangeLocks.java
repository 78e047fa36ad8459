package io.tombolo.fs.internal.lock;

import io.tombolo.core.FileTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The locks on one file: an owner's do not overlap one another. Not thread-safe. */
final class RangeLocks {
    private final List<Lock> locks = new ArrayList<>();

    /**
     * One lock.
     *
     * @param end last byte
     */
    record Lock(FileTable owner, int pid, boolean exclusive, long start, long end) {
        boolean overlaps(long first, long last) {
            return start <= last && first <= end;
        }
    }

    @Nullable
    Lock conflict(FileTable owner, boolean exclusive, long start, long end) {
        for (Lock lock : locks) {
            if (lock.owner() != owner && (exclusive || lock.exclusive()) && lock.overlaps(start, end)) {
                return lock;
            }
        }
        return null;
    }

    /** Adds a lock in place of what its owner had there. */
    void set(Lock lock) {
        clear(lock.owner(), lock.start(), lock.end());
        locks.add(lock);
    }

    /** Removes an owner's locks from a range; what sticks out on either side stays. */
    void clear(FileTable owner, long start, long end) {
        List<Lock> left = new ArrayList<>();
        locks.removeIf(lock -> {
            if (lock.owner() != owner || !lock.overlaps(start, end)) {
                return false;
            }
            if (lock.start() < start) {
                left.add(new Lock(owner, lock.pid(), lock.exclusive(), lock.start(), start - 1));
            }
            if (lock.end() > end) {
                left.add(new Lock(owner, lock.pid(), lock.exclusive(), end + 1, lock.end()));
            }
            return true;
        });
        locks.addAll(left);
    }

    boolean isEmpty() {
        return locks.isEmpty();
    }
}
