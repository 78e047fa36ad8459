package io.tombolo.mm.internal.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pages that {@code MADV_GUARD_INSTALL} made inaccessible. They are no property of a VMA, which is why they split none: on Linux they are
 * markers in the page table, which move with mremap(2), are copied by fork(2), go with munmap(2) and stay through {@code
 * MADV_DONTNEED}. Guarded by the memory's lock.
 */
final class GuardPages {
    /** Disjoint ranges, each by its start. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /** Whether a page is guarded. */
    boolean contains(long page) {
        Map.Entry<Long, Long> range = ranges.isEmpty() ? null : ranges.floorEntry(page);
        return range != null && page < range.getValue();
    }

    /** Guards a range. */
    void add(long start, long end) {
        remove(start, end);
        ranges.put(start, end);
    }

    /** Guards nothing of a range any more. */
    void remove(long start, long end) {
        for (Range range : within(start, end)) {
            ranges.remove(range.start);
            if (range.start < start) {
                ranges.put(range.start, start);
            }
            if (range.end > end) {
                ranges.put(end, range.end);
            }
        }
    }

    /** Moves what is guarded of a range, over whatever is guarded at the target. */
    void move(long from, long to, long length) {
        if (ranges.isEmpty()) {
            return;
        }
        List<Range> moved = within(from, from + length);
        remove(from, from + length);
        remove(to, to + length);
        for (Range range : moved) {
            long start = Math.max(range.start, from);
            add(start - from + to, Math.min(range.end, from + length) - from + to);
        }
    }

    /** Guards what another memory guards of a range. */
    void copy(GuardPages other, long start, long end) {
        for (Range range : other.within(start, end)) {
            add(Math.max(range.start, start), Math.min(range.end, end));
        }
    }

    /** Whether anything of a range is guarded. */
    boolean meets(long start, long end) {
        return !within(start, end).isEmpty();
    }

    private List<Range> within(long start, long end) {
        List<Range> found = new ArrayList<>();
        if (ranges.isEmpty()) {
            return found;
        }
        Map.Entry<Long, Long> across = ranges.lowerEntry(start);
        if (across != null && across.getValue() > start) {
            found.add(new Range(across.getKey(), across.getValue()));
        }
        ranges.subMap(start, end).forEach((from, to) -> found.add(new Range(from, to)));
        return found;
    }

    private record Range(long start, long end) {}
}
