package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.mm.internal.backing.PagedBacking;
import io.tombolo.mm.internal.vma.Vma;
import java.util.LinkedHashSet;
import java.util.Set;

/** msync(2): shared pages are the host page cache's own, so nothing is copied; {@code MS_SYNC} is an {@code fsync}, made without the lock. */
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
        Set<PagedBacking> files = new LinkedHashSet<>();
        boolean holes;
        try (Change change = memory.change()) {
            if ((flags & MS_INVALIDATE) != 0
                    && change.map().pieces(start, end).stream().anyMatch(piece -> piece.is(Vma.LOCKED))) {
                throw ErrnoException.of(Errno.EBUSY);
            }
            holes = change.map().firstHole(start, end) < end;
            if ((flags & MS_SYNC) != 0) {
                change.map().forEach(start, end, vma -> retain(vma, files));
            }
        }
        flush(files);
        if (holes) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
    }

    private static void retain(Vma vma, Set<PagedBacking> files) {
        if (!vma.isPrivate() && vma.backing() instanceof PagedBacking backing && files.add(backing)) {
            backing.retain(1);
        }
    }

    private static void flush(Set<PagedBacking> files) {
        ErrnoException failure = null;
        for (PagedBacking file : files) {
            try {
                file.flush();
            } catch (ErrnoException error) {
                failure = failure == null ? error : failure;
            } finally {
                file.release(1);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
