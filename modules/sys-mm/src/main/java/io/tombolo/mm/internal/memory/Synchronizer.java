package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.mm.internal.backing.PagedBacking;
import io.tombolo.mm.internal.vma.Vma;
import java.util.ArrayList;
import java.util.List;

/**
 * msync(2): shared pages are the host page cache's own, so nothing is copied; {@code MS_SYNC} is the host's, made without
 * the lock.
 */
final class Synchronizer {
    private final PagedMemory memory;

    Synchronizer(PagedMemory memory) {
        this.memory = memory;
    }

    void synchronize(long address, long length, int flags) {
        long start = Layout.untagged(address);
        int both = MS_ASYNC | MS_SYNC;
        if ((flags & ~(both | MS_INVALIDATE)) != 0 || !Layout.isAligned(start) || (flags & both) == both) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        long end = start + Layout.alignUp(length);
        if (Long.compareUnsigned(end, start) < 0) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        List<Stretch> stretches = new ArrayList<>();
        boolean holes;
        try (Change change = memory.change()) {
            if ((flags & MS_INVALIDATE) != 0
                    && change.map().pieces(start, end).stream().anyMatch(piece -> piece.is(Vma.LOCKED))) {
                throw ErrnoException.of(Errno.EBUSY);
            }
            holes = change.map().firstHole(start, end) < end;
            if ((flags & MS_SYNC) != 0) {
                change.map().pieces(start, end).forEach(piece -> retain(piece, stretches));
            }
        }
        flush(stretches);
        if (holes) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
    }

    /** A part of a shared mapping that is to be flushed, with a reference that keeps its file. */
    private record Stretch(PagedBacking backing, long offset, long length) {}

    private static void retain(Vma piece, List<Stretch> stretches) {
        if (!piece.isPrivate() && piece.backing() instanceof PagedBacking backing) {
            backing.retain(1);
            stretches.add(new Stretch(backing, piece.offset(), piece.length()));
        }
    }

    /** One after the other up to the first error, as Linux does. */
    private static void flush(List<Stretch> stretches) {
        try {
            stretches.forEach(stretch -> stretch.backing.flush(stretch.offset, stretch.length));
        } finally {
            stretches.forEach(stretch -> stretch.backing.release(1));
        }
    }
}
