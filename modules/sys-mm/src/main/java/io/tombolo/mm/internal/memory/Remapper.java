package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import org.jspecify.annotations.Nullable;

/**
 * mremap(2), in the order of checks of Linux's {@code mm/mremap.c} as of 6.18, where a move without a change of size may span several mappings.
 * Pages move as page-map entries; no byte is copied.
 */
final class Remapper {
    private static final int KNOWN = MREMAP_MAYMOVE | MREMAP_FIXED | MREMAP_DONTUNMAP;

    private final PagedMemory memory;
    private final Layout layout;

    Remapper(PagedMemory memory) {
        this.memory = memory;
        this.layout = memory.layout();
    }

    long remap(long oldAddress, long oldSize, long newSize, int flags, long newAddress) {
        Request request = new Request(
                Layout.untagged(oldAddress), Layout.alignUp(oldSize), Layout.alignUp(newSize), flags, newAddress);
        check(request);
        long result;
        boolean locked;
        try (Change change = memory.change()) {
            boolean moveOnly = request.fixed() && request.oldLength == request.newLength;
            Vma first = change.map().find(request.start);
            locked = first != null && first.is(Vma.LOCKED) && request.grows();
            result = moveOnly ? moveAll(change, request) : remapOne(change, first, request);
        }
        if (locked) {
            memory.populate(result + request.oldLength, result + request.newLength);
        }
        return result;
    }

    /** The call's arguments, the lengths in whole pages. */
    private record Request(long start, long oldLength, long newLength, int flags, long newAddress) {
        long oldEnd() {
            return start + oldLength;
        }

        boolean fixed() {
            return (flags & MREMAP_FIXED) != 0;
        }

        boolean keeps() {
            return (flags & MREMAP_DONTUNMAP) != 0;
        }

        boolean hasTarget() {
            return fixed() || keeps();
        }

        boolean grows() {
            return Long.compareUnsigned(newLength, oldLength) > 0;
        }

        boolean shrinks() {
            return Long.compareUnsigned(newLength, oldLength) < 0;
        }

        /** The part of it that lies in one of several mappings, with its part of the target. */
        Request part(long partStart, long length, long target) {
            return new Request(partStart, length, length, flags, target);
        }
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    /** {@code check_mremap_params}. */
    private void check(Request request) {
        require((request.flags & ~KNOWN) == 0
                && Layout.isAligned(request.start)
                && request.newLength != 0
                && Long.compareUnsigned(request.newLength, layout.taskSize()) <= 0);
        if (request.hasTarget()) {
            long target = request.newAddress;
            require(Layout.isAligned(target)
                    && Long.compareUnsigned(target, layout.taskSize() - request.newLength) <= 0
                    && (request.flags & MREMAP_MAYMOVE) != 0
                    && (!request.keeps() || request.oldLength == request.newLength)
                    && (Long.compareUnsigned(request.oldEnd(), target) <= 0
                            || Long.compareUnsigned(target + request.newLength, request.start) <= 0));
        }
    }

    /** {@code remap_move}: each mapping of the range by itself, the gaps between them kept. What was moved before an error stays moved. */
    private long moveAll(Change change, Request request) {
        long at = request.start;
        long target = request.newAddress;
        for (Vma piece : change.map().pieces(request.start, request.oldEnd())) {
            boolean first = at == request.start;
            boolean alone = first && piece.end() == request.oldEnd();
            if ((first && piece.start() > at) || (!alone && !movesWithOthers(piece))) {
                throw ErrnoException.of(Errno.EFAULT);
            }
            Request part = request.part(piece.start(), piece.length(), target + (piece.start() - at));
            target = remapOne(change, change.map().find(piece.start()), part) + piece.length();
            at = piece.end();
        }
        if (at == request.start) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        return request.newAddress;
    }

    /** Files that choose their own addresses are moved alone: {@code vma_multi_allowed}, which concerns {@code /dev/zero} only. */
    private static boolean movesWithOthers(Vma vma) {
        return vma.backing() == null || !vma.isAnonymous();
    }

    private long remapOne(Change change, @Nullable Vma vma, Request request) {
        Vma source = checkMapping(change.map(), vma, request);
        if (request.hasTarget()) {
            return moveTo(change, request);
        }
        if (request.shrinks()) {
            cut(change, request.start + request.newLength, request.oldEnd());
            return request.start;
        }
        return request.grows() ? grow(change, source, request) : request.start;
    }

    /** {@code check_prep_vma}. */
    private Vma checkMapping(VmaMap map, @Nullable Vma vma, Request request) {
        if (vma == null) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        if (vma.is(Vma.SEALED)) {
            throw ErrnoException.of(Errno.EPERM);
        }
        if (!request.grows() && !request.hasTarget()) {
            return vma;
        }
        require(request.oldLength != 0 || !vma.isPrivate());
        require(!request.keeps() || !vma.is(Vma.SPECIAL));
        long oldLength = request.shrinks() ? request.newLength : request.oldLength;
        if (Long.compareUnsigned(oldLength, vma.end() - request.start) > 0) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        if (request.newLength != oldLength) {
            checkGrowth(map, vma, request.newLength - oldLength);
        }
        return vma;
    }

    private void checkGrowth(VmaMap map, Vma vma, long added) {
        if (vma.is(Vma.SPECIAL)) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        Limits limits = memory.limits();
        if (vma.is(Vma.LOCKED) && !limits.mayLock(map.lockedBytes() + added)) {
            throw ErrnoException.of(Errno.EAGAIN);
        }
        limits.checkExpand(map, added, vma.isData());
    }

    private void checkCommit(Vma vma, long bytes) {
        if (vma.is(Vma.ACCOUNTED) && bytes > memory.kernel().commitLimit()) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
    }

    private long grow(Change change, Vma vma, Request request) {
        long newEnd = request.start + request.newLength;
        boolean fits = newEnd > 0 && newEnd <= layout.taskSize() && change.map().isFree(vma.end(), newEnd);
        if (request.oldEnd() == vma.end() && fits) {
            checkCommit(vma, newEnd - vma.end());
            if (vma.backing() != null) {
                vma.backing().retain(Change.pages(newEnd - vma.end()));
            }
            change.commit(change.map().extending(vma, newEnd));
            return request.start;
        }
        if ((request.flags & MREMAP_MAYMOVE) == 0) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        return move(change, vma, request, layout.anywhere(change.map(), request.newLength));
    }

    /** {@code mremap_to}. What it unmaps stays unmapped when it fails afterwards, as in Linux. */
    private long moveTo(Change change, Request request) {
        if (request.fixed()) {
            cut(change, request.newAddress, request.newAddress + request.newLength);
        }
        if (change.map().find(request.start) == null) {
            // A duplicate (old size 0) upon the original itself, which is unmapped by now.
            throw ErrnoException.of(Errno.EFAULT);
        }
        Request actual = request;
        if (request.shrinks()) {
            cut(change, request.start + request.newLength, request.oldEnd());
            actual = request.part(request.start, request.newLength, request.newAddress);
        }
        Vma vma = change.map().find(request.start);
        if (vma == null) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        if (request.keeps()) {
            memory.limits().checkExpand(change.map(), request.oldLength, vma.isData());
        }
        int placement = request.fixed() ? MAP_FIXED : 0;
        long target = layout.place(change.map(), request.newAddress, request.newLength, placement);
        // What a shrinking move gives back is charged once more, as Linux does.
        checkCommit(vma, Math.abs(request.oldLength - request.newLength));
        return move(change, vma, actual, target);
    }

    private void cut(Change change, long start, long end) {
        Mapper.requireInside(layout, start, end - start);
        Sealer.requireUnsealed(change, start, end);
        VmaMap remaining = change.map().without(start, end);
        change.unmap(start, end);
        change.commit(remaining);
    }

    /** {@code move_vma}: the copy is mapped before the original goes, so they may become one. */
    private long move(Change change, Vma vma, Request request, long target) {
        checkCommit(vma, request.keeps() ? request.newLength : request.newLength - request.oldLength);
        Vma copy = vma.clip(request.start, vma.end()).movedTo(target, request.newLength);
        if (vma.backing() != null) {
            vma.backing().retain(Change.pages(request.newLength));
            vma.backing().attached(memory.owner());
        }
        VmaMap map = change.map().with(copy);
        if (request.keeps()) {
            map = emptied(map, request);
        } else if (request.oldLength != 0) {
            map = map.without(request.start, request.oldEnd());
            if (vma.backing() != null) {
                vma.backing().detached(memory.owner());
                vma.backing().release(Change.pages(request.oldLength));
            }
        }
        change.movePages(request.start, target, request.oldLength);
        change.commit(map);
        return target;
    }

    /**
     * {@code dontunmap_complete}: the whole of the mapping is unlocked, not only what was moved, and if it was moved as a whole its written
     * pages have no owner any more.
     */
    private static VmaMap emptied(VmaMap map, Request request) {
        Vma left = map.find(request.start);
        if (left == null) {
            throw new IllegalStateException("the mapping is gone");
        }
        Vma unlocked = left.withFlags(0, Vma.LOCKED | Vma.LOCK_ON_FAULT);
        boolean whole = left.start() == request.start && left.end() == request.oldEnd();
        return map.replacing(left, whole ? unlocked.withAnon(null) : unlocked);
    }
}
