package io.tombolo.fs.internal.lock;

import io.tombolo.core.FileTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The locks on one file: an owner's do not overlap one another. Not thread-safe. */
final class RangeLocks {
    /** Nobody holds it. */
    static final int NONE = 0;
    /** Some hold it together. */
    static final int SHARED = 1;
    /** One holds it alone. */
    static final int EXCLUSIVE = 2;

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

    /** Visits a range in pieces that are held alike. */
    void forEachPiece(long start, long end, PieceVisitor visitor) {
        long from = start;
        int strength = strengthAt(from);
        for (long edge = edgeAbove(from, end); edge <= end && edge > from; edge = edgeAbove(edge, end)) {
            int next = strengthAt(edge);
            if (next != strength) {
                visitor.visit(strength, from, edge - 1);
                from = edge;
                strength = next;
            }
        }
        visitor.visit(strength, from, end);
    }

    private int strengthAt(long position) {
        int strength = NONE;
        for (Lock lock : locks) {
            if (lock.overlaps(position, position)) {
                strength = Math.max(strength, lock.exclusive() ? EXCLUSIVE : SHARED);
            }
        }
        return strength;
    }

    /** The first position above one at which a lock begins or has ended; 0 if there is none up to an end. */
    private long edgeAbove(long position, long end) {
        long edge = Long.MAX_VALUE;
        boolean found = false;
        for (Lock lock : locks) {
            if (lock.start() > position && lock.start() <= end) {
                edge = Math.min(edge, lock.start());
                found = true;
            }
            if (lock.end() >= position && lock.end() < end) {
                edge = Math.min(edge, lock.end() + 1);
                found = true;
            }
        }
        return found ? edge : 0;
    }

    /** Takes a piece of a range. */
    @FunctionalInterface
    interface PieceVisitor {
        /**
         * One piece.
         *
         * @param strength {@link #NONE}, {@link #SHARED} or {@link #EXCLUSIVE}
         * @param last its last byte
         */
        void visit(int strength, long first, long last);
    }
}
