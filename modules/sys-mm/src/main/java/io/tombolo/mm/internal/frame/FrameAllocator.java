package io.tombolo.mm.internal.frame;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Hands out runs of up to 64 adjoining frames by number. Frames lie in clusters of 64 with one bit each; clusters that were
 * never used are taken last, so that the memory file stays small. Pure book-keeping; its owner locks.
 */
final class FrameAllocator {
    /** The longest run. */
    static final int CLUSTER = 64;
    /** No run is left. */
    static final int NONE = -1;

    /** How many partly free clusters are looked at before a fresh one is begun. */
    private static final int PROBES = 8;

    private final int clusters;
    /** By cluster: a bit for each free frame. */
    private long[] free = new long[64];
    /** Clusters from here on were never used. */
    private int frontier;
    /** A stack of clusters that may have free frames. */
    private int[] partial = new int[64];

    private int partials;
    private final BitSet stacked = new BitSet();
    private long used;

    FrameAllocator(int clusters) {
        this.clusters = clusters;
    }

    /** How many frames are handed out. */
    long used() {
        return used;
    }

    /** The number of the first of {@code count} adjoining frames, 1 to {@link #CLUSTER}; {@link #NONE} if there are none. */
    int allocate(int count) {
        int first = fromPartial(count, PROBES);
        if (first == NONE) {
            first = frontier < clusters ? fromFresh(count) : fromPartial(count, Integer.MAX_VALUE);
        }
        if (first != NONE) {
            used += count;
        }
        return first;
    }

    private int fromPartial(int count, int probes) {
        while (partials > 0 && free[partial[partials - 1]] == 0) {
            stacked.clear(partial[--partials]);
        }
        for (int i = partials - 1, tried = 0; i >= 0 && tried < probes; i--, tried++) {
            int bit = run(free[partial[i]], count);
            if (bit != NONE) {
                return take(partial[i], bit, count);
            }
        }
        return NONE;
    }

    private int fromFresh(int count) {
        int cluster = frontier++;
        if (cluster == free.length) {
            free = Arrays.copyOf(free, cluster * 2);
        }
        free[cluster] = -1;
        push(cluster);
        return take(cluster, 0, count);
    }

    private int take(int cluster, int bit, int count) {
        free[cluster] &= ~mask(bit, count);
        return cluster * CLUSTER + bit;
    }

    /**
     * Hands out a given run if all of it is free and was in use before.
     *
     * @param first the run lies within one cluster
     */
    boolean take(int first, int count) {
        long wanted = mask(first % CLUSTER, count);
        int cluster = first / CLUSTER;
        if (cluster >= frontier || (free[cluster] & wanted) != wanted) {
            return false;
        }
        take(cluster, first % CLUSTER, count);
        used += count;
        return true;
    }

    /** Takes frames back; the run may lie across clusters. */
    void free(int first, int count) {
        used -= count;
        int frame = first;
        int left = count;
        while (left > 0) {
            int bit = frame % CLUSTER;
            int here = Math.min(left, CLUSTER - bit);
            int cluster = frame / CLUSTER;
            free[cluster] |= mask(bit, here);
            push(cluster);
            frame += here;
            left -= here;
        }
    }

    private void push(int cluster) {
        if (stacked.get(cluster)) {
            return;
        }
        stacked.set(cluster);
        if (partials == partial.length) {
            partial = Arrays.copyOf(partial, partials * 2);
        }
        partial[partials++] = cluster;
    }

    private static long mask(int bit, int count) {
        return (count == CLUSTER ? -1L : (1L << count) - 1) << bit;
    }

    /** The lowest bit at which {@code count} set bits begin; {@link #NONE} if they do nowhere. */
    private static int run(long bits, int count) {
        long starts = bits;
        int length = 1;
        while (length < count && starts != 0) {
            int step = Math.min(length, count - length);
            starts &= starts >>> step;
            length += step;
        }
        return starts == 0 ? NONE : Long.numberOfTrailingZeros(starts);
    }
}
