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
 * page beyond it, then visits memory after memory, those that appear meanwhile included, with one memory's lock at a time. It
 * visits nobody if no page beyond was ever shown, so that writers who cut what they write anyway pay next to nothing.
 * The monitor here is a leaf: nothing is locked and no host call is made under it.
 */
final class MappedFile {
    private static final long NOTHING_IS_CUT = Long.MAX_VALUE;

    private final Object identity;
    private final Set<FileMapper> mappers = Collections.newSetFromMap(new WeakHashMap<>());
    /** Where each cut that is under way begins. */
    private final List<Long> cuts = new ArrayList<>(1);

    private volatile long limit = NOTHING_IS_CUT;
    /** No page map shows more of the file. */
    private volatile long shownEnd;
    /** What windows show of it, by name and rights; guarded by the registry, as is the rest. */
    private final List<FileBacking> backings = new ArrayList<>(1);
    /** Cuts that are to come or under way. */
    private int cutters;

    private int watch = FileWatch.NONE;

    MappedFile(Object identity) {
        this.identity = identity;
    }

    /** The backings, for the registry. */
    List<FileBacking> backings() {
        return backings;
    }

    /** Counts one cut more or less, for the registry. */
    void countCutters(int more) {
        cutters += more;
    }

    /** Whether nobody maps or cuts it, for the registry. */
    boolean isUnused() {
        return backings.isEmpty() && cutters == 0;
    }

    /** The number of the watch, or {@link FileWatch#NONE}; under the registry's monitor. */
    int watch() {
        return watch;
    }

    /** Sets the number of the watch; under the registry's monitor. */
    void setWatch(int number) {
        watch = number;
    }

    /** Adds a memory that may have pages of the file from now on. Under that memory's lock, or before anybody else knows it. */
    synchronized void add(FileMapper mapper) {
        mappers.add(mapper);
    }

    /** The offset from which on the file is being cut off, so that no page from there on may be brought in. */
    long limit() {
        return limit;
    }

    /**
     * Notes that a page map is about to show the file up to an offset, under the lock of its memory. Before anything is shown
     * the size and the limit must be looked at once more if this answers true: whoever cuts the file looks the other way round.
     */
    boolean show(long end) {
        if (end <= shownEnd) {
            return false;
        }
        raiseShownEnd(end);
        return true;
    }

    private synchronized void raiseShownEnd(long end) {
        shownEnd = Math.max(shownEnd, end);
    }

    /** Takes what lies beyond the end of the file from all mappings. */
    void shorten(long end) {
        if (lowerShownEnd(end)) {
            dropPages(end, true);
        }
    }

    private synchronized boolean lowerShownEnd(long end) {
        boolean lower = end < shownEnd;
        shownEnd = Math.min(shownEnd, end);
        return lower;
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
            if (firstPage < shownEnd) {
                dropPages(firstPage, false);
            }
            long result = call.getAsLong();
            if (result >= 0) {
                shorten(firstPage);
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
