package io.tombolo.soft.internal.memory;

import java.util.Arrays;

/**
 * A processor's own cache of extents: runs of guest pages with the same permissions that are contiguous in host memory, too. This is where
 * translated code turns to when a look into the page map is not enough, because an access crosses pages. The extent of the stack it keeps
 * in local variables, so that an access costs a subtraction and a comparison.
 *
 * <p>Valid while the page map takes nothing away, which {@link PageMap#version} tells; {@link #refresh} looks, whenever the processor
 * begins to run guest code. Until it leaves it has not passed a safepoint, so that what it holds on to is still there. Belongs to the
 * thread that runs the processor.
 */
public final class Extents {
    /** The longest range in bytes that is asked for: an extent ends that much early, so that one comparison is enough for every size. */
    public static final int LONGEST_ACCESS = 256;

    /** One for each 64 KiB, a size that memory is likely to be contiguous in, of 32 MiB. */
    private static final int LINES = 512;

    private static final int LINE_SHIFT = 16;
    /** Most pages that an extent is searched for in either direction, which takes a few tens of nanoseconds. */
    private static final int REACH = 64;

    private static final long SAME = -PageMap.PAGE_SIZE | PageMap.READ | PageMap.WRITE;

    /** Guest address where the extent found last starts. */
    public long start;
    /** Number of bytes from there at which any access may begin. */
    public long length;
    /** What is added to a guest address of it to get the host's. */
    public long delta;

    /** Like {@link #start}, of the extent of the stack: kept from one translation to the next. */
    public long stackStart;
    /** Like {@link #length}, of the extent of the stack. */
    public long stackLength;
    /** Like {@link #delta}, of the extent of the stack. */
    public long stackDelta;

    private final long[] starts = new long[LINES];
    private final long[] lengths = new long[LINES];
    private final long[] deltas = new long[LINES];
    private final int[] permissions = new int[LINES];
    private long version = -1;
    private boolean writable;

    /** Forgets everything if the map took something away since. */
    public void refresh(PageMap map) {
        if (version != map.version()) {
            forget();
            version = map.version();
        }
    }

    /** Forgets everything: the processor goes to another address space. */
    public void forget() {
        Arrays.fill(lengths, 0);
        stackLength = 0;
        version = -1;
    }

    /**
     * Finds the extent of an access, unless there is none that it lies in wholly; then what was found last stays.
     *
     * @return the host address, or 0 if the access has a tag, is not permitted, or leaves what is contiguous
     */
    public long find(PageMap map, long address, int size, int permission) {
        int line = (int) (address >>> LINE_SHIFT) & (LINES - 1);
        if (Long.compareUnsigned(address - starts[line], lengths[line]) < 0
                && (permissions[line] & permission) == permission) {
            take(line);
            return address + delta;
        }
        return findAnew(map, address, size, permission, line);
    }

    /** Like {@link #find}, and the extent becomes that of the stack if it may be written. */
    public long findStack(PageMap map, long address, int size, int permission) {
        long host = find(map, address, size, permission);
        if (host != 0 && writable) {
            stackStart = start;
            stackLength = length;
            stackDelta = delta;
        }
        return host;
    }

    private void take(int line) {
        start = starts[line];
        length = lengths[line];
        delta = deltas[line];
        writable = (permissions[line] & PageMap.WRITE) != 0;
    }

    private long findAnew(PageMap map, long address, int size, int permission, int line) {
        long page = address >>> PageMap.PAGE_SHIFT;
        long entry = map.entryOfPage(page);
        if ((entry & permission) != permission) {
            return 0;
        }
        long first = page;
        while (first > 0 && page - first < REACH && ((map.entryOfPage(first - 1) ^ entry) & SAME) == 0) {
            first--;
        }
        long end = page + 1;
        while (end - page < REACH && ((map.entryOfPage(end) ^ entry) & SAME) == 0) {
            end++;
        }
        if (address + size > end << PageMap.PAGE_SHIFT) {
            return 0;
        }
        starts[line] = first << PageMap.PAGE_SHIFT;
        lengths[line] = ((end - first) << PageMap.PAGE_SHIFT) - LONGEST_ACCESS + 1;
        deltas[line] = entry & -PageMap.PAGE_SIZE;
        permissions[line] = (int) entry & (PageMap.READ | PageMap.WRITE);
        take(line);
        return address + delta;
    }
}
