package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;

/** mremap(2), in the order of checks of Linux's {@code mm/mremap.c}. Pages move as page-map entries; no byte is copied. */
final class Remapper {
    private static final int KNOWN = MREMAP_MAYMOVE | MREMAP_FIXED | MREMAP_DONTUNMAP;

    private final PagedMemory memory;
    private final Layout layout;

    Remapper(PagedMemory memory) {
        this.memory = memory;
        this.layout = memory.layout();
    }

    long remap(long oldAddress, long oldSize, long newSize, int flags, long newAddress) {
        long start = Layout.untagged(oldAddress);
        boolean moves = (flags & MREMAP_MAYMOVE) != 0;
        boolean keeps = (flags & MREMAP_DONTUNMAP) != 0;
        boolean fixed = (flags & MREMAP_FIXED) != 0;
        require((flags & ~KNOWN) == 0
                && (!fixed || moves)
                && (!keeps || (moves && oldSize == newSize))
                && Layout.isAligned(start)
                && Layout.alignUp(newSize) != 0);
        Request request = new Request(start, Layout.alignUp(oldSize), Layout.alignUp(newSize), flags, newAddress);
        require(Long.compareUnsigned(request.newLength, layout.taskSize()) <= 0);
        if (fixed || keeps) {
            checkTarget(request);
        }
        long result;
        boolean locked;
        try (Change change = memory.change()) {
            Vma vma = change.map().find(start);
            if (vma == null) {
                throw ErrnoException.of(Errno.EFAULT);
            }
            locked = vma.is(Vma.LOCKED);
            result = fixed || keeps ? moveTo(change, vma, request) : resize(change, vma, request);
        }
        if (locked && request.newLength > request.oldLength) {
            memory.populate(result + request.oldLength, result + request.newLength);
        }
        return result;
    }

    /** The call's arguments, the lengths in whole pages. */
    private record Request(long start, long oldLength, long newLength, int flags, long newAddress) {
        long oldEnd() {
            return start + oldLength;
        }

        boolean keeps() {
            return (flags & MREMAP_DONTUNMAP) != 0;
        }

        Request shrunk() {
            return new Request(start, newLength, newLength, flags, newAddress);
        }
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private long resize(Change change, Vma vma, Request request) {
        if (request.oldLength >= request.newLength) {
            require(request.oldLength <= layout.taskSize() - request.start);
            cut(change, request.start + request.newLength, request.oldEnd());
            return request.start;
        }
        checkResize(change.map(), vma, request);
        long newEnd = request.start + request.newLength;
        boolean fits = newEnd > 0 && newEnd <= layout.taskSize() && change.map().isFree(vma.end(), newEnd);
        if (request.oldEnd() == vma.end() && fits) {
            Vma grown = vma.withBounds(vma.start(), newEnd);
            if (vma.backing() != null) {
                vma.backing().retain(Change.pages(newEnd - vma.end()));
            }
            change.commit(change.map().without(vma.start(), vma.end()).with(grown));
            return request.start;
        }
        if ((request.flags & MREMAP_MAYMOVE) == 0) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        return move(change, vma, request, layout.anywhere(change.map(), request.newLength));
    }

    private void checkTarget(Request request) {
        long target = request.newAddress;
        require(Layout.isAligned(target)
                && Long.compareUnsigned(target, layout.taskSize() - request.newLength) <= 0
                && (request.oldEnd() <= target || target + request.newLength <= request.start));
    }

    private long moveTo(Change change, Vma vma, Request request) {
        long target = request.newAddress;
        boolean shrinks = request.oldLength > request.newLength;
        Request actual = shrinks ? request.shrunk() : request;
        checkResize(change.map(), vma, actual);
        if ((request.flags & MREMAP_FIXED) == 0) {
            target = layout.anywhere(change.map(), request.newLength);
        } else {
            layout.checkFixed(target, request.newLength);
            cut(change, target, target + request.newLength);
            if (change.map().find(request.start) == null) {
                // A duplicate (old size 0) upon the original itself: Linux has unmapped it by now.
                throw ErrnoException.of(Errno.EFAULT);
            }
        }
        if (shrinks) {
            cut(change, request.start + request.newLength, request.oldEnd());
        }
        return move(change, vma, actual, target);
    }

    private static void cut(Change change, long start, long end) {
        if (start < end) {
            VmaMap remaining = change.map().without(start, end);
            change.unmap(start, end);
            change.commit(remaining);
        }
    }

    /** Linux's {@code vma_to_resize}. */
    private void checkResize(VmaMap map, Vma vma, Request request) {
        require(request.oldLength != 0 || !vma.isPrivate());
        if (request.keeps()) {
            require(!vma.is(Vma.SPECIAL));
        }
        if (Long.compareUnsigned(request.oldLength, vma.end() - request.start) > 0) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        long added = request.newLength - request.oldLength + (request.keeps() ? request.oldLength : 0);
        if (added <= 0) {
            return;
        }
        if (vma.is(Vma.SPECIAL)) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        Limits limits = memory.limits();
        if (vma.is(Vma.LOCKED) && !limits.mayLock(map.lockedBytes() + added)) {
            throw ErrnoException.of(Errno.EAGAIN);
        }
        limits.checkExpand(map, added, vma.isData() ? added : 0);
        boolean promises = vma.isPrivate() && (vma.protection() & Access.WRITE) != 0 && !vma.is(Vma.NO_RESERVE);
        if (promises && added > memory.kernel().commitLimit()) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
    }

    /** Linux's {@code move_vma}; everything has been checked. */
    private long move(Change change, Vma vma, Request request, long target) {
        Vma from = vma.clip(request.start, vma.end());
        Vma moved = from.movedTo(target, request.newLength);
        VmaMap map = change.map();
        if (vma.backing() != null) {
            vma.backing().retain(Change.pages(request.newLength));
            vma.backing().attached(memory.owner());
        }
        if (!request.keeps()) {
            map = map.without(request.start, request.oldEnd());
            if (vma.backing() != null) {
                vma.backing().detached(memory.owner());
                vma.backing().release(Change.pages(request.oldLength));
            }
        } else {
            // Linux unlocks the whole of the mapping, not only what was moved.
            map = map.changing(vma.start(), vma.end(), piece -> piece.withFlags(0, Vma.LOCKED | Vma.LOCK_ON_FAULT));
        }
        change.movePages(request.start, target, request.oldLength);
        change.commit(map.with(moved));
        return target;
    }
}
