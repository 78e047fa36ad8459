package io.tombolo.mm.internal.memory;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.mm.internal.backing.Extent;
import io.tombolo.mm.internal.backing.PagedBacking;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.frame.PageRuns;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers page faults: demand-zero and file pages come in with their neighbours, written pages of private mappings are
 * copied when somebody else points at them as well, stacks grow. As in Linux's {@code handle_mm_fault}, a page that is present by now
 * is simply tried again.
 */
final class FaultResolver {
    private static final long PAGE = FramePool.PAGE_SIZE;
    /** How much anonymous memory comes in at once: frames cost no memory until they are touched. */
    private static final long ANONYMOUS_AROUND = 16 * PAGE;
    /** How much of a file comes in at once. */
    private static final long FILE_AROUND = 64 * PAGE;
    /** How much is brought into the host's memory under the lock at once. */
    private static final long TOUCHED_AT_ONCE = 1024 * PAGE;

    private final PagedMemory memory;
    private final AddressSpace space;
    private final FramePool pool;

    FaultResolver(PagedMemory memory) {
        this.memory = memory;
        this.space = memory.addressSpace();
        this.pool = memory.pool();
    }

    FaultResult resolve(long address, int access) {
        long page = Layout.alignDown(Layout.untagged(address));
        FaultResult result = tryResolve(page, access);
        while (result == FaultResult.BEYOND_OBJECT && awaitCut(page)) {
            result = tryResolve(page, access);
        }
        return result;
    }

    /** Waits while the page is being cut off its file; tells whether it is there after all. */
    private boolean awaitCut(long page) {
        Vma vma = memory.map().find(page);
        return vma != null && vma.backing() instanceof PagedBacking backing && backing.awaitCut(vma.offsetOf(page));
    }

    private FaultResult tryResolve(long page, int access) {
        try (Change change = memory.change()) {
            Vma vma = change.map().find(page);
            if (vma == null) {
                vma = grow(change, page);
            }
            if (vma == null) {
                return FaultResult.NOT_MAPPED;
            }
            if (!permits(vma, access)) {
                return FaultResult.NOT_PERMITTED;
            }
            if (memory.guards().contains(page)) {
                return FaultResult.NOT_MAPPED;
            }
            if (access == Access.WRITE && vma.isPrivate() && vma.anon() == null) {
                vma = own(change, vma);
            }
            return resolve(change, vma, page, access);
        }
    }

    /** Before the first page of a private mapping is written. */
    private static Vma own(Change change, Vma vma) {
        VmaMap owned = change.map().withPagesOwned(vma);
        change.commit(owned);
        return Objects.requireNonNull(owned.find(vma.start()));
    }

    private static boolean permits(Vma vma, int access) {
        return (vma.access() & access) != 0;
    }

    private FaultResult resolve(Change change, Vma vma, long page, int access) {
        long host = space.hostAddress(page);
        if (host == 0) {
            FaultResult result = bringIn(vma, page);
            if (result != FaultResult.RESOLVED) {
                return result;
            }
            host = space.hostAddress(page);
        }
        if ((space.access(page) & access) != 0) {
            return FaultResult.RESOLVED;
        }
        if (access == Access.WRITE && vma.isPrivate()) {
            return makeOwn(change, vma, page, host);
        }
        int withheld = vma.isPrivate() ? Access.WRITE : 0;
        space.protect(page, PAGE, vma.access() & ~withheld);
        return FaultResult.RESOLVED;
    }

    private FaultResult bringIn(Vma vma, long page) {
        return vma.backing() instanceof PagedBacking backing
                ? bringInBacked(vma, backing, page)
                : bringInAnonymous(vma, page);
    }

    private FaultResult bringInAnonymous(Vma vma, long page) {
        long block = page & -ANONYMOUS_AROUND;
        long start = firstAbsent(Math.max(vma.start(), block), page);
        long end = firstPresent(page, Math.min(vma.end(), block + ANONYMOUS_AROUND));
        long host = pool.allocate((int) Change.pages(end - start));
        if (host == 0) {
            return FaultResult.OUT_OF_MEMORY;
        }
        int withheld = vma.anon() == null ? Access.WRITE : 0;
        space.map(start, end - start, vma.access() & ~withheld, pool, pool.offset(host));
        memory.addPresent(Change.pages(end - start));
        return FaultResult.RESOLVED;
    }

    private FaultResult bringInBacked(Vma vma, PagedBacking backing, long page) {
        Extent extent = new Extent();
        FaultResult located = backing.locate(vma.offsetOf(page), extent);
        if (located != FaultResult.RESOLVED) {
            return located;
        }
        long toAddress = vma.start() - vma.offset();
        long block = page & -FILE_AROUND;
        long low = Math.max(Math.max(vma.start(), block), extent.start() + toAddress);
        long high = Math.min(vma.end(), block + FILE_AROUND);
        if (extent.end() - vma.offset() < high - vma.start()) {
            high = extent.end() + toAddress;
        }
        long start = firstAbsent(low, page);
        long end = firstPresent(page, high);
        int access = vma.isPrivate() ? vma.access() & ~Access.WRITE : vma.access();
        long objectOffset = extent.objectOffset(vma.offsetOf(start));
        retain(extent.object().hostAddress() + objectOffset, end - start);
        space.map(start, end - start, access, extent.object(), objectOffset);
        memory.addPresent(Change.pages(end - start));
        return FaultResult.RESOLVED;
    }

    private void retain(long host, long length) {
        if (pool.owns(host)) {
            for (long at = host; at < host + length; at += PAGE) {
                pool.retain(at);
            }
        }
    }

    /** The lowest page from which on all pages up to an absent one are absent. */
    private long firstAbsent(long low, long page) {
        long start = page;
        while (start > low && isAbsent(start - PAGE)) {
            start -= PAGE;
        }
        return start;
    }

    /** The page at which absent pages, of which the given one is the first, end. */
    private long firstPresent(long page, long high) {
        long end = page + PAGE;
        while (end < high && isAbsent(end)) {
            end += PAGE;
        }
        return end;
    }

    private boolean isAbsent(long page) {
        return space.hostAddress(page) == 0 && !memory.guards().contains(page);
    }

    /** Makes a page of a private mapping writable: its own frame already, or a copy of what it shares. */
    private FaultResult makeOwn(Change change, Vma vma, long page, long host) {
        if (pool.owns(host) && pool.references(host) == 1) {
            space.protect(page, PAGE, vma.access());
            return FaultResult.RESOLVED;
        }
        long copy = pool.allocate(1);
        if (copy == 0) {
            return FaultResult.OUT_OF_MEMORY;
        }
        try {
            NativeMemory.copy(host, copy, PAGE);
            NativeMemory.poll();
        } catch (InternalError truncated) {
            pool.release(copy, 1);
            change.dropPages(page, page + PAGE);
            return FaultResult.BEYOND_OBJECT;
        }
        space.map(page, PAGE, vma.access(), pool, pool.offset(copy));
        change.dropFrame(host);
        // Siblings may read the former page until they pass a safepoint; nobody may write the new one before.
        change.loseRights();
        return FaultResult.RESOLVED;
    }

    /** Extends a stack down to a page, if one lies above it and may: {@code expand_downwards}. */
    private @Nullable Vma grow(Change change, long page) {
        Vma stack = change.map().firstEndingAbove(page);
        if (stack == null || !stack.is(Vma.GROWS_DOWN) || page < Layout.LOWEST) {
            return null;
        }
        Vma below = change.map().lastBeginningBelow(stack.start());
        boolean tooNear = below != null
                && !below.is(Vma.GROWS_DOWN)
                && below.protection() != 0
                && page - below.end() < Vma.GUARD_GAP;
        Limits limits = memory.limits();
        long more = stack.start() - page;
        boolean tooMuchLocked =
                stack.is(Vma.LOCKED) && !limits.mayLock(change.map().lockedBytes() + more);
        if (tooNear
                || tooMuchLocked
                || stack.end() - page > limits.resources().bound(ResourceLimits.STACK)
                || !limits.mayExpand(change.map(), more, false)) {
            return null;
        }
        Vma owned = stack.anon() == null ? own(change, stack) : stack;
        Vma grown = owned.withBounds(page, stack.end());
        change.commit(change.map().replacing(owned, grown));
        return grown;
    }

    /**
     * Brings in what is absent, for writing where the mapping is private and writable, and leaves holes. What cannot be brought in stays
     * absent, and the mappings after it are brought in all the same.
     */
    void populate(long start, long end) {
        for (Vma piece : memory.map().pieces(start, end)) {
            populate(piece);
        }
    }

    /**
     * The same, which stops at the first page that cannot be brought in: {@code mlock} leaves the mappings after it alone.
     *
     * @return the failure
     */
    FaultResult populateWhole(long start, long end) {
        for (Vma piece : memory.map().pieces(start, end)) {
            FaultResult result = populate(piece);
            if (result != FaultResult.RESOLVED) {
                return result;
            }
        }
        return FaultResult.RESOLVED;
    }

    private FaultResult populate(Vma piece) {
        if (piece.is(Vma.LOCK_ON_FAULT)) {
            return FaultResult.RESOLVED;
        }
        if (piece.protection() == 0) {
            return FaultResult.NOT_PERMITTED;
        }
        boolean writes = piece.isPrivate() && (piece.protection() & Access.WRITE) != 0;
        return populate(piece.start(), piece.end(), writes ? Access.WRITE : Access.READ);
    }

    /** Brings in what lacks an access; stops at the first page that cannot have it. */
    FaultResult populate(long start, long end, int access) {
        for (long page = start; page < end; page += PAGE) {
            if ((space.access(page) & access) == 0) {
                FaultResult result = resolve(page, access);
                if (result != FaultResult.RESOLVED) {
                    return result;
                }
            }
        }
        for (long page = start; page < end; page += TOUCHED_AT_ONCE) {
            touch(page, Math.min(end, page + TOUCHED_AT_ONCE));
        }
        return FaultResult.RESOLVED;
    }

    /**
     * A present page may be one that nobody has touched: whoever asks for memory ahead gets it from the host as well. Pages of files may
     * have to be read for that, which nobody waits for.
     */
    private void touch(long start, long end) {
        PageRuns ofFiles = new PageRuns();
        try (Change change = memory.change()) {
            PageRuns frames = new PageRuns();
            space.forEachPage(
                    start, end - start, (address, host, access) -> (pool.owns(host) ? frames : ofFiles).add(host));
            pool.bringIn(frames);
            change.commit(change.map());
        }
        pool.bringIn(ofFiles);
    }
}
