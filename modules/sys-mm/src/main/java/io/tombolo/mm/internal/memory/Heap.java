package io.tombolo.mm.internal.memory;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.spi.Access;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;

/** The heap between the program and its break, which brk(2) moves. Its fields are guarded by the memory's lock. */
public final class Heap {
    private final PagedMemory memory;
    private volatile long start;
    private volatile long end;

    Heap(PagedMemory memory) {
        this.memory = memory;
    }

    void setStart(long address) {
        start = address;
        end = address;
    }

    void copyFrom(Heap other) {
        start = other.start;
        end = other.end;
    }

    /** Where the heap begins. */
    long start() {
        return start;
    }

    /** The break. */
    long end() {
        return end;
    }

    /**
     * brk(2) as the kernel has it: moves the break if that is possible.
     *
     * @param requested the new break, of any alignment; 0 to ask
     * @return the break in force, whatever became of the request
     */
    public long moveBreak(long requested) {
        long populateFrom;
        long populateTo;
        try (Change change = memory.change()) {
            if (Long.compareUnsigned(requested, start) < 0
                    || Long.compareUnsigned(requested, memory.layout().taskSize()) > 0
                    || requested - start > memory.limits().resources().bound(ResourceLimits.DATA)) {
                return end;
            }
            long newTop = Layout.alignUp(requested);
            long oldTop = Layout.alignUp(end);
            if (newTop < oldTop && isSealed(change.map(), newTop, oldTop)) {
                return end;
            }
            if (newTop < oldTop) {
                shrink(change, newTop, oldTop);
            } else if (newTop > oldTop && !grow(change, oldTop, newTop)) {
                return end;
            }
            end = requested;
            populateFrom = oldTop;
            populateTo = memory.futureFlags() == Vma.LOCKED ? newTop : oldTop;
        }
        memory.populate(populateFrom, populateTo);
        return requested;
    }

    private static boolean isSealed(VmaMap map, long from, long to) {
        return map.pieces(from, to).stream().anyMatch(vma -> vma.is(Vma.SEALED));
    }

    private static void shrink(Change change, long newTop, long oldTop) {
        VmaMap remaining = change.map().without(newTop, oldTop);
        change.unmap(newTop, oldTop);
        change.commit(remaining);
    }

    private boolean grow(Change change, long oldTop, long newTop) {
        Vma next = change.map().firstEndingAbove(oldTop);
        if (next != null && newTop + 4096 > next.lowEdge()) {
            return false;
        }
        long bytes = newTop - oldTop;
        Limits limits = memory.limits();
        int flags = memory.futureFlags();
        boolean locked = (flags & Vma.LOCKED) != 0;
        if ((locked && !limits.mayLock(change.map().lockedBytes() + bytes))
                || !limits.mayExpand(change.map(), bytes, true)
                || bytes > memory.kernel().commitLimit()) {
            return false;
        }
        change.commit(change.map()
                .withHeap(Vma.anonymous(oldTop, newTop, Access.READ | Access.WRITE, flags | Vma.ACCOUNTED)));
        return true;
    }
}
