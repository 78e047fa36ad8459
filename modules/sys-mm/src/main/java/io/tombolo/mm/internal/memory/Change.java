package io.tombolo.mm.internal.memory;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.frame.PageRuns;
import io.tombolo.mm.internal.vma.Backing;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One change of a memory, from taking its lock to leaving it. Closing it retires what the change has taken out of the page
 * map, and drops what was reserved but never put in force.
 */
final class Change implements AutoCloseable {
    private final PagedMemory memory;
    private final AddressSpace space;
    private final FramePool pool;
    private final ReentrantLock lock;
    private @Nullable Retirement retirement;
    private @Nullable Backing reserved;
    private long reservedPages;
    private boolean lostRights;

    Change(PagedMemory memory, ReentrantLock lock) {
        this.memory = memory;
        this.space = memory.addressSpace();
        this.pool = memory.kernel().pool();
        this.lock = lock;
        lock.lock();
    }

    /** Whose change it is. */
    PagedMemory memory() {
        return memory;
    }

    /** The VMAs in force. */
    VmaMap map() {
        return memory.map();
    }

    /** Notes references of a backing that are dropped again unless {@link #commit} follows. */
    void reserve(Backing backing, long pages) {
        reserved = backing;
        reservedPages = pages;
    }

    /** Puts VMAs in force. */
    void commit(VmaMap map) {
        memory.setMap(map);
        reserved = null;
    }

    /** Takes the pages of a range that is being unmapped out of the page map, with what stands behind them. */
    void unmap(long start, long end) {
        map().forEach(start, end, vma -> {
            Vma piece = vma.clip(start, end);
            dropPages(piece.start(), piece.end());
            memory.guards().remove(piece.start(), piece.end());
            if (piece.backing() != null) {
                piece.backing().detached(memory.owner());
                retirement().add(piece.backing(), pages(piece.length()));
            }
        });
    }

    /** Makes pages absent and lets go of their frames; the VMAs stay. */
    void dropPages(long start, long end) {
        long[] pages = new long[1];
        space.forEachPage(start, end - start, (address, host, access) -> {
            pages[0]++;
            if (pool.owns(host)) {
                retirement().add(host);
            }
        });
        space.unmap(start, end - start);
        memory.addPresent(-pages[0]);
    }

    /**
     * Makes pages of a file absent, and waits until no vCPU uses them any more.
     *
     * @param copies whether private copies go as well
     */
    void dropFilePages(long start, long end, boolean copies) {
        PageRuns dropped = new PageRuns();
        space.forEachPage(start, end - start, (address, host, access) -> {
            if (copies || !pool.owns(host)) {
                dropped.add(address);
            }
        });
        for (int run = 0; run < dropped.runs(); run++) {
            dropPages(dropped.start(run), dropped.start(run) + ((long) dropped.pages(run) << FramePool.PAGE_SHIFT));
        }
        lostRights |= !dropped.isEmpty();
    }

    /** Moves pages, and waits until no vCPU finds them at the old place any more. */
    void movePages(long from, long to, long length) {
        if (length > 0) {
            space.move(from, to, length);
            memory.guards().move(from, to, length);
            lostRights = true;
        }
    }

    /** Lets go of one frame that an entry does not point at any more. */
    void dropFrame(long hostAddress) {
        if (pool.owns(hostAddress)) {
            retirement().add(hostAddress);
        }
    }

    /** Gives the present pages of a VMA the access that it has now, except the write access that copy-on-write withholds. */
    void applyProtection(Vma vma, int formerAccess) {
        int access = vma.access();
        lostRights |= (formerAccess & ~access) != 0;
        if (!vma.isPrivate() || (access & Access.WRITE) == 0) {
            space.protect(vma.start(), vma.length(), access);
            return;
        }
        if (vma.anon() == null) {
            // The first store must be a fault, which says whom the pages belong to.
            space.protect(vma.start(), vma.length(), access & ~Access.WRITE);
            return;
        }
        PageRuns sole = new PageRuns();
        space.forEachPage(vma.start(), vma.length(), (address, host, now) -> {
            if (pool.owns(host) && pool.references(host) == 1) {
                sole.add(address);
            }
        });
        space.protect(vma.start(), vma.length(), access & ~Access.WRITE);
        for (int run = 0; run < sole.runs(); run++) {
            space.protect(sole.start(run), (long) sole.pages(run) << FramePool.PAGE_SHIFT, access);
        }
    }

    /** Says that some vCPU may still use rights that were taken away: they are gone when the change is closed. */
    void loseRights() {
        lostRights = true;
    }

    private Retirement retirement() {
        if (retirement == null) {
            retirement = new Retirement(pool);
        }
        return retirement;
    }

    static long pages(long bytes) {
        return bytes >> FramePool.PAGE_SHIFT;
    }

    @Override
    public void close() {
        Backing unused = reserved;
        try {
            if (lostRights) {
                space.synchronize();
            }
        } finally {
            lock.unlock();
        }
        if (unused != null) {
            unused.release(reservedPages);
        }
        if (retirement != null && !retirement.isEmpty()) {
            space.afterSafepoint(retirement);
        }
    }
}
