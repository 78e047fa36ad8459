package io.tombolo.mm.internal.memory;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Mman;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.mm.internal.backing.SegmentMemory;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import org.jspecify.annotations.Nullable;

/** What shmat(2) and shmdt(2) do to a memory, in the order of checks of {@code do_shmat} and {@code ksys_shmdt} of Linux's {@code ipc/shm.c}. */
final class Attacher {
    private final PagedMemory memory;
    private final Layout layout;

    Attacher(PagedMemory memory) {
        this.memory = memory;
        this.layout = memory.layout();
    }

    long attach(SegmentMemory segment, long address, int protection, boolean replaces) {
        long bytes = segment.size();
        long place;
        boolean locked;
        try (Change change = memory.change()) {
            change.reserve(segment, Change.pages(bytes));
            if (address != 0 && !replaces && !isFree(change.map(), address, bytes)) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            place = layout.place(change.map(), address, bytes, address == 0 ? 0 : Mman.MAP_FIXED);
            int flags = Vma.SHARED | new Mapper(memory).extraFlags(change, memory.limits(), 0, bytes);
            // The file of a read-only attachment is open for reading only, so mprotect(2) cannot make it writable.
            int maximum = (protection & Access.WRITE) != 0 ? Vma.ALL : Vma.ALL & ~Access.WRITE;
            Vma vma = new Vma(place, place + bytes, protection, maximum, flags, segment, 0, "");
            locked = vma.is(Vma.LOCKED) && !vma.is(Vma.LOCK_ON_FAULT);
            VmaMap remaining = change.map().without(place, place + bytes);
            memory.limits().checkExpand(change.map(), bytes - (change.map().bytes() - remaining.bytes()), false);
            change.unmap(place, place + bytes);
            segment.attached(memory.owner());
            change.commit(remaining.with(vma));
        }
        if (locked) {
            memory.populate(place, place + bytes);
        }
        return place;
    }

    private static boolean isFree(VmaMap map, long start, long bytes) {
        long end = start + bytes;
        return Long.compareUnsigned(end, start) >= 0 && (end < 0 || map.isFree(start, end));
    }

    /**
     * Unmaps the piece of a segment that lies where an attachment at an address would have it, and the further pieces of that
     * attachment, which mprotect(2) or munmap(2) may have cut.
     */
    void detach(long address) {
        long start = Layout.untagged(address);
        if (!Layout.isAligned(start)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        try (Change change = memory.change()) {
            VmaMap before = change.map();
            Vma first = firstPiece(before, start);
            if (first == null || !(first.backing() instanceof SegmentMemory segment)) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            unmap(change, first);
            Vma next = before.firstEndingAbove(first.end());
            while (next != null && next.end() - start <= segment.size()) {
                if (segment.equals(next.backing()) && isPieceAt(next, start)) {
                    unmap(change, next);
                }
                next = before.firstEndingAbove(next.end());
            }
        }
    }

    private static @Nullable Vma firstPiece(VmaMap map, long start) {
        Vma vma = map.firstEndingAbove(start);
        while (vma != null && !(vma.backing() instanceof SegmentMemory && isPieceAt(vma, start))) {
            vma = map.firstEndingAbove(vma.end());
        }
        return vma;
    }

    private static boolean isPieceAt(Vma vma, long start) {
        return vma.start() - start == vma.offset();
    }

    private static void unmap(Change change, Vma vma) {
        VmaMap remaining = change.map().without(vma.start(), vma.end());
        change.unmap(vma.start(), vma.end());
        change.commit(remaining);
    }
}
