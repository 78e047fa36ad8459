package io.tombolo.mm.internal.memory;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Mman;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;

/**
 * Where things go in an address space: Linux's default layout with the stack on top and mappings below it, growing
 * downwards ({@code mm/util.c}, {@code arch_pick_mmap_layout}), without randomization.
 */
final class Layout {
    /** {@code vm.mmap_min_addr}. */
    static final long LOWEST = 65536;

    private static final long SMALLEST_GAP = 128L << 20;
    private static final int TAG_BITS = 8;

    private final long taskSize;
    private volatile long mmapBase;

    Layout(int addressBits) {
        this.taskSize = 1L << addressBits;
        this.mmapBase = taskSize - SMALLEST_GAP;
    }

    Layout(Layout other) {
        this.taskSize = other.taskSize;
        this.mmapBase = other.mmapBase;
    }

    /** One past the highest address that user space has: {@code TASK_SIZE}. */
    long taskSize() {
        return taskSize;
    }

    /** Where the first stack ends. */
    long stackTop() {
        return taskSize - FramePool.PAGE_SIZE;
    }

    /** Leaves room for a stack of a given limit. */
    void setStackLimit(long limit) {
        long wanted = limit + Vma.GUARD_GAP;
        long gap = wanted < 0 ? Long.MAX_VALUE : Math.max(SMALLEST_GAP, wanted);
        mmapBase = alignDown(taskSize - Math.min(gap, taskSize / 6 * 5));
    }

    /**
     * Chooses the address of a new mapping: {@code get_unmapped_area}.
     *
     * @param length whole pages, at most {@link #taskSize}
     * @throws ErrnoException {@code ENOMEM}, {@code EINVAL}, {@code EPERM}, {@code EEXIST}
     */
    long place(VmaMap map, long address, long length, int flags) {
        if ((flags & (Mman.MAP_FIXED | Mman.MAP_FIXED_NOREPLACE)) != 0) {
            checkFixed(address, length);
            if ((flags & Mman.MAP_FIXED_NOREPLACE) != 0 && !map.isFree(address, address + length)) {
                throw ErrnoException.of(Errno.EEXIST);
            }
            return address;
        }
        long hint = alignDown(address);
        if (hint != 0) {
            hint = Long.compareUnsigned(hint, LOWEST) < 0 ? LOWEST : hint;
            if (Long.compareUnsigned(hint, taskSize - length) <= 0 && map.lowestGap(length, hint, hint + length) >= 0) {
                return hint;
            }
        }
        return anywhere(map, length);
    }

    /** The place of a mapping whose address nobody asked for. */
    long anywhere(VmaMap map, long length) {
        long found = map.highestGap(length, LOWEST, mmapBase);
        if (found < 0) {
            found = map.lowestGap(length, alignDown(taskSize / 4), taskSize);
        }
        if (found < 0) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        return found;
    }

    /** What Linux answers for an address that must be taken as it is. */
    void checkFixed(long address, long length) {
        if (Long.compareUnsigned(address, taskSize - length) > 0) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        if (!isAligned(address)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (address < LOWEST) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    /** An address without its top byte: munmap(2), mprotect(2) and madvise(2) take tagged pointers on AArch64. */
    static long untagged(long address) {
        return address << TAG_BITS >> TAG_BITS;
    }

    static boolean isAligned(long address) {
        return (address & (FramePool.PAGE_SIZE - 1)) == 0;
    }

    static long alignDown(long address) {
        return address & -FramePool.PAGE_SIZE;
    }

    /** Rounds up to whole pages; 0 if that overflows. */
    static long alignUp(long length) {
        return (length + FramePool.PAGE_SIZE - 1) & -FramePool.PAGE_SIZE;
    }
}
