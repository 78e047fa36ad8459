package io.tombolo.mm.internal.backing;

import io.tombolo.mm.internal.frame.FramePool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;

/**
 * One file of the host, whatever names and rights guests map it by: who maps it, and what is being cut off it.
 *
 * <p>The reverse mapping may name memories that do not map the file any more, never miss one that does: whoever may get pages
 * of it is added under the lock of the memory that they come from. A cut sets the limit first, so that no fault brings in a
 * page beyond it, then visits memory after memory, those that appear meanwhile included, with one memory's lock at a time.
 * The monitor here is a leaf: nothing is locked and no host call is made under it.
 */
final class MappedFile {
    private static final long NOTHING_IS_CUT = Long.MAX_VALUE;

    private final Object identity;
    private final Set<FileMapper> mappers = Collections.newSetFromMap(new WeakHashMap<>());
    /** Where each cut that is under way begins. */
    private final List<Long> cuts = new ArrayList<>(1);

    private volatile long limit = NOTHING_IS_CUT;
    /** Backings and cuts that use this; guarded by the registry. */
    private int users;

    MappedFile(Object identity) {
        this.identity = identity;
    }

    /** Counts one user more; under the registry's monitor. */
    void addUser() {
        users++;
    }

    /** Counts one user less; tells whether it was the last. Under the registry's monitor. */
    boolean removeUser() {
        return --users == 0;
    }

    /** Adds a memory that may have pages of the file from now on. Under that memory's lock, or before anybody else knows it. */
    synchronized void add(FileMapper mapper) {
        mappers.add(mapper);
    }

    /** The offset from which on the file is being cut off, so that no page from there on may be brought in. */
    long limit() {
        return limit;
    }

    /** Waits until an offset is not being cut off. */
    synchronized void awaitCut(long offset) {
        boolean interrupted = false;
        while (offset >= limit) {
            try {
                wait();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** See {@link io.tombolo.core.spi.MappedFiles#cut}. */
    long cut(long from, LongSupplier call) {
        long nearest = Math.min(from, Long.MAX_VALUE - FramePool.PAGE_SIZE);
        Long firstPage = (nearest + FramePool.PAGE_SIZE - 1) & -FramePool.PAGE_SIZE;
        begin(firstPage);
        try {
            dropPages(firstPage, false);
            long result = call.getAsLong();
            if (result >= 0) {
                dropPages(firstPage, true);
            }
            return result;
        } finally {
            end(firstPage);
        }
    }

    private synchronized void begin(Long firstPage) {
        cuts.add(firstPage);
        limit = Math.min(limit, firstPage);
    }

    private synchronized void end(Long firstPage) {
        cuts.remove(firstPage);
        limit = cuts.isEmpty() ? NOTHING_IS_CUT : Collections.min(cuts);
        notifyAll();
    }

    private void dropPages(long from, boolean copies) {
        List<FileMapper> visited = new ArrayList<>();
        for (List<FileMapper> next = others(visited); !next.isEmpty(); next = others(visited)) {
            for (FileMapper mapper : next) {
                mapper.dropFilePages(identity, from, copies);
            }
            visited.addAll(next);
        }
    }

    private synchronized List<FileMapper> others(List<FileMapper> visited) {
        List<FileMapper> others = new ArrayList<>(mappers);
        others.removeAll(visited);
        return others;
    }
}
