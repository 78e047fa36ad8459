package io.tombolo.soft.internal.space;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.HostMemory;
import io.tombolo.core.spi.MemoryObject;
import io.tombolo.core.spi.PageFaultHandler;
import io.tombolo.core.spi.PageVisitor;
import io.tombolo.soft.internal.memory.HostAccess;
import io.tombolo.soft.internal.memory.PageMap;

/** An address space over a {@link PageMap}. */
public final class SoftAddressSpace implements AddressSpace {
    /** Bits of a guest virtual address. */
    public static final int ADDRESS_BITS = 42;

    private static final long PAGES = 1L << (ADDRESS_BITS - PageMap.PAGE_SHIFT);
    private static final long TABLE_BYTES = PAGES * Long.BYTES;
    private static final int EXECUTE_BITS = PageMap.EXECUTE | PageMap.EXECUTE_UNVERIFIED;

    private final HostMemory hostMemory;
    private final int hostPageSize;
    private final long table;
    private final PageMap map;
    private final Occupancy occupancy = new Occupancy(PAGES);
    private final Safepoints safepoints = new Safepoints();
    private final GuestMemory foreign = new ForeignMemory(this);
    /** Whether an object was mapped whose memory may vanish. */
    private volatile boolean mayVanish;

    private volatile PageFaultHandler handler = (address, access) -> FaultResult.NOT_MAPPED;

    /** An empty space whose table is reserved from the host, for memory objects of whole host pages. */
    public SoftAddressSpace(HostMemory hostMemory, int hostPageSize) {
        this.hostMemory = hostMemory;
        this.hostPageSize = hostPageSize;
        this.table = hostMemory.reserve(TABLE_BYTES);
        this.map = new PageMap(table, PAGES);
    }

    /** The page map. */
    public PageMap pageMap() {
        return map;
    }

    /** The handshake. */
    public Safepoints safepoints() {
        return safepoints;
    }

    /** Asks the memory manager to resolve a fault; the caller is not inside. */
    FaultResult resolve(long address, int access) {
        return handler.handle(address, access);
    }

    /** Throws the {@link InternalError} of an access by this thread before, if it met memory that has vanished. */
    void poll() {
        if (mayVanish) {
            HostAccess.poll();
        }
    }

    /** Tells the memory manager that host memory has vanished; the caller is not inside. */
    long dropVanished() {
        return handler.dropVanished();
    }

    @Override
    public int addressBits() {
        return ADDRESS_BITS;
    }

    @Override
    public void setFaultHandler(PageFaultHandler newHandler) {
        handler = newHandler;
    }

    @Override
    public void map(long address, long length, int access, MemoryObject object, long offset) {
        checkRange(address, length);
        if ((offset & PageMap.PAGE_MASK) != 0 || offset < 0 || length > object.length() - offset) {
            throw new IllegalArgumentException("range outside of its memory object");
        }
        if (((object.hostAddress() | object.length()) & (hostPageSize - 1)) != 0) {
            throw new IllegalArgumentException("memory object not of whole host pages");
        }
        if (!mayVanish && object.mayVanish()) {
            mayVanish = true;
        }
        long entry = object.hostAddress() + offset - address | permissions(access);
        long first = address >>> PageMap.PAGE_SHIFT;
        long end = first + (length >>> PageMap.PAGE_SHIFT);
        if (first < end) {
            occupancy.mark(first, end);
        }
        for (long page = first; page < end; page++) {
            map.setEntry(page, entry);
        }
    }

    @Override
    public void unmap(long address, long length) {
        checkRange(address, length);
        long end = end(address, length);
        long stop;
        for (long page = first(address, end); page < end; page = occupancy.next(stop, end)) {
            stop = Occupancy.stretchEnd(page, end);
            map.clear(page, stop - page);
            occupancy.clearIfWhole(page, stop);
        }
    }

    @Override
    public void protect(long address, long length, int access) {
        checkRange(address, length);
        long end = end(address, length);
        int permissions = permissions(access);
        long stop;
        for (long page = first(address, end); page < end; page = occupancy.next(stop, end)) {
            stop = Occupancy.stretchEnd(page, end);
            for (long at = page; at < stop; at++) {
                long entry = map.entryOfPage(at);
                if (entry != 0 && accessOf(entry) != access) {
                    map.setEntry(at, (entry & -PageMap.PAGE_SIZE) | permissions);
                }
            }
        }
    }

    @Override
    public void move(long from, long to, long length) {
        checkRange(from, length);
        checkRange(to, length);
        if (length == 0) {
            return;
        }
        unmap(to, length);
        long end = end(from, length);
        long shift = (to - from) >> PageMap.PAGE_SHIFT;
        long stop;
        for (long page = first(from, end); page < end; page = occupancy.next(stop, end)) {
            stop = Occupancy.stretchEnd(page, end);
            occupancy.mark(page + shift, stop + shift);
            map.move(page, page + shift, stop - page);
            occupancy.clearIfWhole(page, stop);
        }
    }

    @Override
    public void share(AddressSpace target, long address, long length, int accessMask) {
        checkRange(address, length);
        SoftAddressSpace other = (SoftAddressSpace) target;
        if (mayVanish) {
            other.mayVanish = true;
        }
        long end = end(address, length);
        long removed = removed(accessMask);
        long stop;
        for (long page = first(address, end); page < end; page = occupancy.next(stop, end)) {
            stop = Occupancy.stretchEnd(page, end);
            other.occupancy.mark(page, stop);
            map.share(other.map, page, stop - page, removed);
        }
    }

    @Override
    public long hostAddress(long address) {
        long entry = map.entryOfPage(address >>> PageMap.PAGE_SHIFT);
        return entry == 0 ? 0 : address + (entry & -PageMap.PAGE_SIZE);
    }

    @Override
    public int access(long address) {
        return accessOf(map.entryOfPage(address >>> PageMap.PAGE_SHIFT));
    }

    @Override
    public void forEachPage(long address, long length, PageVisitor visitor) {
        checkRange(address, length);
        long end = end(address, length);
        long stop;
        for (long page = first(address, end); page < end; page = occupancy.next(stop, end)) {
            stop = Occupancy.stretchEnd(page, end);
            for (long at = page; at < stop; at++) {
                long entry = map.entryOfPage(at);
                if (entry != 0) {
                    visitor.page(at << PageMap.PAGE_SHIFT, PageMap.hostPage(at, entry), accessOf(entry));
                }
            }
        }
    }

    @Override
    public void synchronize() {
        safepoints.synchronize();
    }

    @Override
    public void afterSafepoint(Runnable action) {
        safepoints.afterSafepoint(action);
    }

    @Override
    public GuestMemory memory() {
        return foreign;
    }

    @Override
    public void close() {
        map.close();
        safepoints.synchronize();
        hostMemory.release(table, TABLE_BYTES);
    }

    /** The first page of a range that may be present, or the end. */
    private long first(long address, long end) {
        long page = address >>> PageMap.PAGE_SHIFT;
        return page < end ? occupancy.next(page, end) : end;
    }

    private static long end(long address, long length) {
        return (address + length) >>> PageMap.PAGE_SHIFT;
    }

    private static void checkRange(long address, long length) {
        if (((address | length) & PageMap.PAGE_MASK) != 0
                || address < 0
                || length < 0
                || length > (1L << ADDRESS_BITS) - address) {
            throw new IllegalArgumentException("address range not of whole pages below the limit");
        }
    }

    /** Execution is granted subject to comparing decoded instructions with memory. */
    private static int permissions(int access) {
        return PageMap.PRESENT
                | (access & (PageMap.READ | PageMap.WRITE))
                | ((access & Access.EXECUTE) != 0 ? PageMap.EXECUTE_UNVERIFIED : 0);
    }

    private static long removed(int accessMask) {
        return (~accessMask & (PageMap.READ | PageMap.WRITE)) | ((accessMask & Access.EXECUTE) == 0 ? EXECUTE_BITS : 0);
    }

    private static int accessOf(long entry) {
        return ((int) entry & (PageMap.READ | PageMap.WRITE)) | ((entry & EXECUTE_BITS) != 0 ? Access.EXECUTE : 0);
    }
}
