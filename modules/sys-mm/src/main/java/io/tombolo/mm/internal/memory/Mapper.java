package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.mm.internal.backing.KernelPages;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import org.jspecify.annotations.Nullable;

/** mmap(2) and munmap(2), in the order of checks of Linux's {@code do_mmap} and {@code __vm_munmap}. */
final class Mapper {
    /** How large a stack begins: {@code setup_arg_pages}. */
    private static final long INITIAL_STACK = 128 << 10;

    private final PagedMemory memory;
    private final Layout layout;

    Mapper(PagedMemory memory) {
        this.memory = memory;
        this.layout = memory.layout();
    }

    long map(long address, long length, int protection, int flags, @Nullable OpenFile file, long offset) {
        long bytes = checkLength(length);
        Limits limits = memory.limits();
        long place;
        boolean locked;
        try (Change change = memory.change()) {
            place = layout.place(change.map(), address, bytes, flags);
            int extra = extraFlags(change, limits, flags, bytes);
            MappingSource source = MappingSource.of(memory.kernel(), file, flags, protection, offset, bytes);
            Vma vma = source.vma(place, bytes, protection & Vma.ALL, extra).accounted();
            locked = vma.is(Vma.LOCKED) && !vma.is(Vma.LOCK_ON_FAULT);
            VmaMap remaining = change.map().without(place, place + bytes);
            // Whatever was mapped there counts as given back, data or not: __mmap_setup.
            Sealer.requireUnsealed(change, place, place + bytes);
            boolean fits =
                    limits.mayExpand(change.map(), bytes - (change.map().bytes() - remaining.bytes()), vma.isData());
            if (!fits || exceedsCommit(source, vma)) {
                // By now Linux has cut what it was about to unmap, and does not mend it.
                change.commit(change.map().cutAt(place, place + bytes));
                throw ErrnoException.of(Errno.ENOMEM);
            }
            source.reserve(change, vma);
            change.unmap(place, place + bytes);
            change.commit(remaining.with(source.backed(vma)));
        }
        if (locked || (flags & (MAP_POPULATE | MAP_NONBLOCK)) == MAP_POPULATE) {
            memory.populate(place, place + bytes);
        }
        return place;
    }

    private long checkLength(long length) {
        if (length == 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (Long.compareUnsigned(length, layout.taskSize()) > 0) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        return Layout.alignUp(length);
    }

    /** What {@code mlockall} and the flags of the call add to a new mapping; {@code EPERM} or {@code EAGAIN} if it may not be locked. */
    int extraFlags(Change change, Limits limits, int flags, long bytes) {
        int extra = memory.futureFlags();
        if ((flags & MAP_LOCKED) != 0) {
            if (!limits.mayLock()) {
                throw ErrnoException.of(Errno.EPERM);
            }
            extra |= Vma.LOCKED;
        }
        if ((extra & Vma.LOCKED) != 0 && !limits.mayLock(change.map().lockedBytes() + bytes)) {
            throw ErrnoException.of(Errno.EAGAIN);
        }
        return extra
                | ((flags & MAP_NORESERVE) != 0 ? Vma.NO_RESERVE : 0)
                | ((flags & MAP_STACK) != 0 ? Vma.NO_HUGE_PAGES : 0);
    }

    /** Linux's heuristic overcommit refuses only what is obviously too much: {@code __vm_enough_memory}. */
    private boolean exceedsCommit(MappingSource source, Vma vma) {
        boolean promised = !vma.is(Vma.NO_RESERVE) && source.promisesMemory(vma);
        return promised && vma.length() > memory.kernel().commitLimit();
    }

    void unmap(long address, long length) {
        long start = Layout.untagged(address);
        requireInside(layout, start, length);
        long end = start + Layout.alignUp(length);
        try (Change change = memory.change()) {
            Sealer.requireUnsealed(change, start, end);
            VmaMap remaining = change.map().without(start, end);
            change.unmap(start, end);
            change.commit(remaining);
        }
    }

    /** Throws {@code EINVAL} unless a range can be unmapped. */
    static void requireInside(Layout layout, long start, long length) {
        if (!Layout.isAligned(start)
                || length == 0
                || Long.compareUnsigned(start, layout.taskSize()) > 0
                || Long.compareUnsigned(length, layout.taskSize() - start) > 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    long mapKernelPages(byte[] content, int protection, String name) {
        KernelPages pages = new KernelPages(memory.kernel().pool(), content);
        pages.retain(pages.pages());
        long bytes = Layout.alignUp(content.length);
        try (Change change = memory.change()) {
            change.reserve(pages, pages.pages());
            long place = layout.anywhere(change.map(), bytes);
            int rights = Access.READ | Access.EXECUTE | Access.WRITE;
            change.commit(
                    change.map().with(new Vma(place, place + bytes, protection, rights, Vma.SPECIAL, pages, 0, name)));
            return place;
        }
    }

    long mapStack(long limit, boolean executable) {
        int protection = Access.READ | Access.WRITE | (executable ? Access.EXECUTE : 0);
        long top = layout.stackTop();
        layout.setStackLimit(limit < 0 ? Long.MAX_VALUE : limit);
        try (Change change = memory.change()) {
            change.commit(change.map()
                    .without(top - INITIAL_STACK, top)
                    .inserting(Vma.anonymous(top - INITIAL_STACK, top, protection, Vma.GROWS_DOWN | Vma.ACCOUNTED)));
        }
        return top;
    }
}
