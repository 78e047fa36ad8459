package io.tombolo.soft.internal.space;

import org.jspecify.annotations.Nullable;

/**
 * Which stretches of 512 pages (2 MiB) of an address space may hold an entry, as a sparse bitmap: walks over a range cost time for what
 * is there, not for its length. Changed by one thread at a time; a page of the table is never looked at unless its bit is set.
 */
final class Occupancy {
    /** Binary logarithm of the pages of a stretch. */
    static final int STRETCH_SHIFT = 9;

    private static final int WORD_SHIFT = 6;
    private static final int GROUP_SHIFT = 12;
    private static final int GROUP_WORDS = 1 << (GROUP_SHIFT - WORD_SHIFT);

    private final long[] @Nullable [] groups;

    /** Nothing is occupied. */
    Occupancy(long pages) {
        groups = new long[(int) ((pages - 1) >>> (STRETCH_SHIFT + GROUP_SHIFT)) + 1][];
    }

    /** Marks the stretches of a range of pages. */
    void mark(long firstPage, long endPage) {
        long last = (endPage - 1) >>> STRETCH_SHIFT;
        for (long stretch = firstPage >>> STRETCH_SHIFT; stretch <= last; stretch++) {
            int group = (int) (stretch >>> GROUP_SHIFT);
            long[] words = groups[group];
            if (words == null) {
                words = new long[GROUP_WORDS];
                groups[group] = words;
            }
            words[(int) (stretch >>> WORD_SHIFT) & GROUP_WORDS - 1] |= 1L << stretch;
        }
    }

    /** Where the stretch of a page ends, or the range if that ends before. */
    static long stretchEnd(long page, long end) {
        return Math.min(((page >>> STRETCH_SHIFT) + 1) << STRETCH_SHIFT, end);
    }

    /** Notes that no page of a range, which lies within one stretch, holds an entry any more: no mark is left if it is all of it. */
    void clearIfWhole(long firstPage, long endPage) {
        if (endPage - firstPage == 1L << STRETCH_SHIFT) {
            long stretch = firstPage >>> STRETCH_SHIFT;
            long[] words = groups[(int) (stretch >>> GROUP_SHIFT)];
            if (words != null) {
                words[(int) (stretch >>> WORD_SHIFT) & GROUP_WORDS - 1] &= ~(1L << stretch);
            }
        }
    }

    /** The first page at or after the given one that lies in a marked stretch; {@code end} if there is none before that. */
    long next(long page, long end) {
        long stretch = page >>> STRETCH_SHIFT;
        long limit = (end - 1) >>> STRETCH_SHIFT;
        while (stretch <= limit) {
            long[] words = groups[(int) (stretch >>> GROUP_SHIFT)];
            if (words == null) {
                stretch = ((stretch >>> GROUP_SHIFT) + 1) << GROUP_SHIFT;
                continue;
            }
            long bits = words[(int) (stretch >>> WORD_SHIFT) & GROUP_WORDS - 1] >>> stretch;
            if (bits != 0) {
                long found = (stretch + Long.numberOfTrailingZeros(bits)) << STRETCH_SHIFT;
                return Math.min(Math.max(found, page), end);
            }
            stretch = ((stretch >>> WORD_SHIFT) + 1) << WORD_SHIFT;
        }
        return end;
    }
}
