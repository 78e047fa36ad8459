package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import java.util.function.UnaryOperator;

/**
 * mlock(2) and its relatives: pages are brought in and counted against {@code RLIMIT_MEMLOCK}. Whether they stay in the host's memory is the
 * host's affair.
 */
public final class Locker {
    private static final int LOCK_FLAGS = Vma.LOCKED | Vma.LOCK_ON_FAULT;

    private final PagedMemory memory;

    Locker(PagedMemory memory) {
        this.memory = memory;
    }

    /** mlock2(2). */
    public void lock(long address, long length, int flags) {
        if ((flags & ~MLOCK_ONFAULT) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        boolean onFault = (flags & MLOCK_ONFAULT) != 0;
        requirePermission();
        long start = Layout.alignDown(Layout.untagged(address));
        long end;
        try (Change change = memory.change()) {
            if (!memory.limits().mayLock(lockedWith(change.map(), address, length))) {
                throw ErrnoException.of(Errno.ENOMEM);
            }
            end = end(address, length);
            int set = Vma.LOCKED | (onFault ? Vma.LOCK_ON_FAULT : 0);
            apply(change, start, end, vma -> vma.withFlags(set, LOCK_FLAGS & ~set));
        }
        if (!onFault && memory.populateWhole(start, end) != FaultResult.RESOLVED) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
    }

    /** munlock(2). */
    public void unlock(long address, long length) {
        long start = Layout.alignDown(Layout.untagged(address));
        long end = end(address, length);
        try (Change change = memory.change()) {
            apply(change, start, end, vma -> vma.withFlags(0, LOCK_FLAGS));
        }
    }

    /** The bytes that would be locked in all, what is locked already counted once; as many as there can be for a length that is absurd. */
    private static long lockedWith(VmaMap map, long address, long length) {
        long bytes = bytes(address, length);
        long start = Layout.alignDown(Layout.untagged(address));
        long already = 0;
        for (Vma piece : map.pieces(start, start + bytes)) {
            already += piece.is(Vma.LOCKED) ? piece.length() : 0;
        }
        return bytes < 0 ? Long.MAX_VALUE : map.lockedBytes() - already + bytes;
    }

    /** Whole pages from the beginning of the first one on. */
    private static long bytes(long address, long length) {
        return Layout.alignUp(length + (address & (FramePool.PAGE_SIZE - 1)));
    }

    private static long end(long address, long length) {
        long start = Layout.alignDown(Layout.untagged(address));
        long end = start + bytes(address, length);
        if (Long.compareUnsigned(end, start) < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return end;
    }

    /** Applies to what lies before the first hole, and then answers {@code ENOMEM} if there is one. */
    private static void apply(Change change, long start, long end, UnaryOperator<Vma> flags) {
        VmaMap map = change.map();
        long hole = map.firstHole(start, end);
        change.commit(map.changing(start, hole, flags));
        if (hole < end) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
    }

    private void requirePermission() {
        if (!memory.limits().mayLock()) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    /** mlockall(2). */
    public void lockAll(int flags) {
        if (flags == 0 || (flags & ~(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)) != 0 || flags == MCL_ONFAULT) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        requirePermission();
        int set = Vma.LOCKED | ((flags & MCL_ONFAULT) != 0 ? Vma.LOCK_ON_FAULT : 0);
        long end = memory.layout().taskSize();
        try (Change change = memory.change()) {
            if ((flags & MCL_CURRENT) != 0) {
                if (!memory.limits().mayLock(change.map().bytes())) {
                    throw ErrnoException.of(Errno.ENOMEM);
                }
                change.commit(change.map().changing(0, end, vma -> vma.withFlags(set, LOCK_FLAGS & ~set)));
            }
            memory.setFutureFlags((flags & MCL_FUTURE) != 0 ? set : 0);
        }
        if ((flags & (MCL_CURRENT | MCL_ONFAULT)) == MCL_CURRENT) {
            memory.populate(0, end);
        }
    }

    /** munlockall(2). */
    public void unlockAll() {
        try (Change change = memory.change()) {
            memory.setFutureFlags(0);
            long end = memory.layout().taskSize();
            change.commit(change.map().changing(0, end, vma -> vma.withFlags(0, LOCK_FLAGS)));
        }
    }
}
