package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.mm.internal.backing.FileBacking;
import io.tombolo.mm.internal.vma.Backing;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import java.util.List;
import java.util.Objects;

/** remap_file_pages(2), which Linux has as an mmap(2) of the same file over the range. */
final class FileRemapper {
    private final PagedMemory memory;

    FileRemapper(PagedMemory memory) {
        this.memory = memory;
    }

    void remap(long address, long size, int protection, long pageOffset, int flags) {
        long start = Layout.alignDown(address);
        long bytes = Layout.alignDown(size);
        boolean wraps = Long.compareUnsigned(pageOffset + Change.pages(bytes), pageOffset) < 0;
        require(protection == 0 && Long.compareUnsigned(start + bytes, start) > 0 && !wraps);
        try (Change change = memory.change()) {
            replace(change, start, start + bytes, pageOffset << 12);
        }
        if ((flags & MAP_NONBLOCK) == 0) {
            memory.populate(start, start + bytes);
        }
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private void replace(Change change, long start, long end, long offset) {
        VmaMap map = change.map();
        Vma first = map.find(start);
        require(first != null && !first.isPrivate() && (first.maximum() & PROT_WRITE) != 0);
        List<Vma> pieces = map.pieces(start, end);
        require(map.firstHole(start, end) == end
                && pieces.stream().allMatch(piece -> continues(Objects.requireNonNull(first), piece)));
        long pages = Change.pages(end - start);
        long largest = Long.MAX_VALUE - (end - start);
        if (Long.compareUnsigned(offset >>> 12, largest >>> 12) > 0) {
            throw ErrnoException.of(Errno.EOVERFLOW);
        }
        Vma fresh = fresh(Objects.requireNonNull(first), start, end, offset);
        if (fresh.is(Vma.LOCKED) && !memory.limits().mayLock(map.lockedBytes() + fresh.length())) {
            throw ErrnoException.of(Errno.EAGAIN);
        }
        Sealer.requireUnsealed(change, start, end);
        Backing backing = Objects.requireNonNull(fresh.backing());
        backing.retain(pages);
        change.reserve(backing, pages);
        VmaMap remaining = map.without(start, end);
        change.unmap(start, end);
        backing.attached(memory.owner());
        change.commit(remaining.with(fresh));
    }

    private static boolean continues(Vma first, Vma piece) {
        return Objects.equals(piece.description(), first.description())
                && Objects.equals(piece.backing(), first.backing())
                && piece.protection() == first.protection()
                && piece.flagsBesidePolicy() == first.flagsBesidePolicy();
    }

    /** As mmap(2) would map it: whatever else was advised is forgotten, but not a lock. */
    private Vma fresh(Vma like, long start, long end, long offset) {
        int flags = Vma.SHARED | memory.futureFlags() | (like.flags() & Vma.LOCKED);
        boolean sealed = like.backing() instanceof FileBacking file && file.isSealedAgainstWriting();
        if (sealed && (like.protection() & PROT_WRITE) != 0) {
            throw ErrnoException.of(Errno.EPERM);
        }
        return new Vma(
                start,
                end,
                like.protection(),
                sealed ? like.maximum() & ~PROT_WRITE : like.maximum(),
                flags,
                like.backing(),
                offset,
                like.name(),
                like.description(),
                null);
    }
}
