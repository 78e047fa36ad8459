package io.tombolo.mm.internal.frame;

import java.util.Arrays;

/** Page addresses, of the guest or of the host, as runs of adjoining pages. Not thread-safe. */
public final class PageRuns {
    private long[] starts = new long[8];
    private int[] pages = new int[8];
    private int runs;

    /** An empty list. */
    public PageRuns() {}

    /** Adds a page; it joins the last run if it adjoins it. */
    public void add(long address) {
        if (runs > 0 && starts[runs - 1] + ((long) pages[runs - 1] << FramePool.PAGE_SHIFT) == address) {
            pages[runs - 1]++;
            return;
        }
        if (runs == starts.length) {
            starts = Arrays.copyOf(starts, runs * 2);
            pages = Arrays.copyOf(pages, runs * 2);
        }
        starts[runs] = address;
        pages[runs++] = 1;
    }

    /** Whether there is no page in it. */
    public boolean isEmpty() {
        return runs == 0;
    }

    /** How many runs there are. */
    public int runs() {
        return runs;
    }

    /** The address of a run's first page. */
    public long start(int run) {
        return starts[run];
    }

    /** How many pages a run has. */
    public int pages(int run) {
        return pages[run];
    }
}
