package io.tombolo.mm.internal.memory;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.SnapshotStrategy;
import io.tombolo.mm.internal.backing.FileBacking;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.vma.AnonVma;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import org.jspecify.annotations.Nullable;

/**
 * The memory's part of fork(2): the child gets the VMAs, and the page-map entries of private pages, which lose write access on both
 * sides and are copied by whoever writes first. Shared mappings find their pages by faults.
 */
final class Forker {
    private final PagedMemory parent;
    private final FramePool pool;

    Forker(PagedMemory parent) {
        this.parent = parent;
        this.pool = parent.pool();
    }

    PagedMemory fork() {
        AddressSpace space = parent.kernel().engine().createAddressSpace();
        try (Change change = parent.change()) {
            VmaMap former = change.map();
            PagedMemory child = parent.sibling(space, former.copying(Forker::inherited));
            former.forEach(vma -> retain(vma, child));
            change.loseRights();
            try {
                former.forEach(vma -> freeze(vma, child));
            } catch (ErrnoException failure) {
                child.release();
                throw failure;
            }
            return child;
        }
    }

    /** What the child inherits of a mapping: not its lock, and nothing of what {@code MADV_DONTFORK} withholds. */
    private static @Nullable Vma inherited(Vma vma) {
        if (vma.is(Vma.DONT_FORK)) {
            return null;
        }
        boolean empty = vma.is(Vma.WIPE_ON_FORK) || vma.anon() == null;
        return vma.withFlags(0, Vma.LOCKED | Vma.LOCK_ON_FAULT).withAnon(empty ? null : AnonVma.inheritedPages());
    }

    private void retain(Vma vma, PagedMemory child) {
        if (vma.is(Vma.DONT_FORK)) {
            return;
        }
        if (vma.backing() != null) {
            vma.backing().retain(Change.pages(vma.length()));
            vma.backing().attached(parent.owner());
        }
        if (vma.backing() instanceof FileBacking file) {
            file.addMapper(child);
        }
        if (!vma.is(Vma.WIPE_ON_FORK)) {
            child.guards().copy(parent.guards(), vma.start(), vma.end());
        }
    }

    /** What nobody has written is found again by faults, unless the page table says more than that: {@code vma_needs_copy}. */
    private void freeze(Vma vma, PagedMemory child) {
        boolean kept = vma.isPrivate() && !vma.is(Vma.WIPE_ON_FORK) && !vma.is(Vma.DONT_FORK);
        if (kept && (vma.anon() != null || parent.guards().meets(vma.start(), vma.end()))) {
            SnapshotStrategy strategy = parent.kernel().snapshots().get();
            Frames frames = new Frames(pool, child);
            strategy.snapshot(parent.addressSpace(), child.addressSpace(), vma.start(), vma.length(), frames);
        }
    }

    /** Counts the child's entries and the references that they hold. */
    private record Frames(FramePool pool, PagedMemory child) implements SnapshotStrategy.FrameSharing {
        @Override
        public boolean owned(long hostAddress) {
            return pool.owns(hostAddress);
        }

        @Override
        public void shared(long hostAddress, int pages) {
            child.addPresent(pages);
            if (pool.owns(hostAddress)) {
                pool.retain(hostAddress, pages);
            }
        }

        @Override
        public long allocate() {
            long frame = pool.allocate(1);
            if (frame == 0) {
                throw ErrnoException.of(Errno.ENOMEM);
            }
            return frame;
        }

        @Override
        public void place(long address, long hostAddress, int access) {
            child.addPresent(1);
            child.addressSpace().map(address, FramePool.PAGE_SIZE, access, pool, pool.offset(hostAddress));
        }
    }
}
