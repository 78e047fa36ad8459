package io.tombolo.soft.internal.memory;

import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.GuestTrap.Access;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * Guest page to host page, with permissions: a flat sparse table of longs in reserved host memory. An entry is the distance from the
 * guest page to its host page (a multiple of the page size) with permission bits in the low bits; 0 is not mapped. The top byte of a
 * data address is ignored, as Linux grants user space on this architecture (TBI0, Documentation/arch/arm64/tagged-address-abi.rst).
 *
 * <p>Loads and stores throw {@link GuestTrap} naming the first byte that cannot be accessed, having changed nothing. The fast paths are
 * tiny so that the compiler inlines them everywhere. Values of less than 64 bits are loaded zero-extended. Any thread may use it;
 * entries are read and written opaquely, and taking one away safely is the business of the address space's handshake.
 */
public final class PageMap {
    /** Permission bit: loads. */
    public static final int READ = 1;
    /** Permission bit: stores. */
    public static final int WRITE = 2;
    /** Permission bit: instruction fetch, decoded instructions known to agree with memory. */
    public static final int EXECUTE = 4;
    /** The page is mapped, even if nothing is permitted. */
    public static final int PRESENT = 16;
    /** Permission bit: instruction fetch is allowed, but decoded instructions must first be compared with memory. */
    public static final int EXECUTE_UNVERIFIED = 8;

    /** Binary logarithm of the guest page size. */
    public static final int PAGE_SHIFT = 12;
    /** Guest page size in bytes. */
    public static final int PAGE_SIZE = 1 << PAGE_SHIFT;
    /** Mask of the offset within a page; also of the permission bits of an entry. */
    public static final int PAGE_MASK = PAGE_SIZE - 1;

    private static final int TAG_BITS = 8;
    private static final AtomicLongFieldUpdater<PageMap> VERSION =
            AtomicLongFieldUpdater.newUpdater(PageMap.class, "version");
    private static final AtomicLongFieldUpdater<PageMap> CODE_VERSION =
            AtomicLongFieldUpdater.newUpdater(PageMap.class, "codeVersion");

    private final long table;
    private long pages;
    private volatile long version;
    private volatile long codeVersion;

    /**
     * Creates a map over a table.
     *
     * @param table host address of {@code pages} zeroed longs, readable and writable, that outlives the map
     * @param pages number of guest pages, from guest address 0
     */
    public PageMap(long table, long pages) {
        this.table = table;
        this.pages = pages;
    }

    /** Number of guest pages that the table covers. */
    public long pages() {
        return pages;
    }

    /** Host address of the entries; only that of a page number below {@link #pages} may be read. */
    public long table() {
        return table;
    }

    /** Lets every page be absent from now on, so that the table can be given back once nobody uses an entry any more. */
    public void close() {
        pages = 0;
        VERSION.incrementAndGet(this);
        CODE_VERSION.incrementAndGet(this);
    }

    /** An address without its top byte; in the kernel's half, where bit 55 is set, the top byte counts (TBI1 is off). */
    public static long untagged(long address) {
        return address & address << TAG_BITS >> TAG_BITS;
    }

    /** The host page that the entry of a page number points at. */
    public static long hostPage(long page, long entry) {
        return (page << PAGE_SHIFT) + (entry & -PAGE_SIZE);
    }

    /** The entry for an address whose top byte is ignored; 0 if there is none. */
    public long entry(long address) {
        return entryOfPage(address << TAG_BITS >>> (PAGE_SHIFT + TAG_BITS));
    }

    /** The entry of a page number; 0 if there is none. */
    public long entryOfPage(long page) {
        return Long.compareUnsigned(page, pages) < 0 ? HostAccess.get64(table + (page << 3)) : 0;
    }

    /** Sets the entry of a page number below {@link #pages}. */
    public void setEntry(long page, long entry) {
        if (Long.compareUnsigned(page, pages) >= 0) {
            throw new IllegalArgumentException("page out of range");
        }
        long before = HostAccess.get64(table + (page << 3));
        HostAccess.put64(table + (page << 3), entry);
        boolean moved = ((before ^ entry) & -PAGE_SIZE) != 0;
        if ((before & (moved ? READ | WRITE : (READ | WRITE) & ~entry)) != 0) {
            VERSION.incrementAndGet(this);
        }
        int executable = EXECUTE | EXECUTE_UNVERIFIED;
        if ((before & executable) != 0 && (moved || ((before ^ entry) & executable) != 0)) {
            CODE_VERSION.incrementAndGet(this);
        }
    }

    /**
     * Gives another map the present entries of pages, both without some permissions.
     *
     * @param first first page, the range lying below {@link #pages} of both
     * @param removed permission bits
     */
    public void share(PageMap other, long first, long count, long removed) {
        Objects.checkFromIndexSize(first, count, pages);
        Objects.checkFromIndexSize(first, count, other.pages);
        long end = table + ((first + count) << 3);
        long distance = other.table - table;
        long lost = 0;
        for (long at = table + (first << 3); at < end; at += Long.BYTES) {
            long entry = HostAccess.get64(at);
            if (entry != 0) {
                long reduced = entry & ~removed;
                if (reduced != entry) {
                    HostAccess.put64(at, reduced);
                }
                lost |= entry & removed;
                other.replace(at + distance, reduced);
            }
        }
        changed(lost);
    }

    /** Leaves pages absent that lie below {@link #pages}. */
    public void clear(long first, long count) {
        Objects.checkFromIndexSize(first, count, pages);
        long end = table + ((first + count) << 3);
        long lost = 0;
        for (long at = table + (first << 3); at < end; at += Long.BYTES) {
            long entry = HostAccess.get64(at);
            if (entry != 0) {
                HostAccess.put64(at, 0);
                lost |= entry;
            }
        }
        changed(lost);
    }

    private void replace(long at, long entry) {
        if (HostAccess.get64(at) == 0) {
            HostAccess.put64(at, entry);
        } else {
            setEntry((at - table) >> 3, entry);
        }
    }

    /** Permissions, by their bits, are gone from some pages. */
    private void changed(long lost) {
        if ((lost & (READ | WRITE)) != 0) {
            VERSION.incrementAndGet(this);
        }
        if ((lost & (EXECUTE | EXECUTE_UNVERIFIED)) != 0) {
            CODE_VERSION.incrementAndGet(this);
        }
    }

    /** Changes whenever a load or store that was permitted is so no longer, or goes to another host page; not when something is added. */
    public long version() {
        return version;
    }

    /** Changes whenever the entry of a page changes that might be executed. */
    public long codeVersion() {
        return codeVersion;
    }

    /** Replaces the entry of a page number if it is as expected; tells whether it was. */
    public boolean compareAndSetEntry(long page, long expected, long entry) {
        return HostAccess.compareAndExchange64(table + (page << 3), expected, entry) == expected;
    }

    /**
     * Moves the present entries of pages to others, so that they point at the same host pages, leaving the first absent. The absent
     * ones do not change what is at their new place.
     *
     * @param from first page, the range lying below {@link #pages}
     * @param to first page of the other range, which does not overlap it
     */
    public void move(long from, long to, long count) {
        Objects.checkFromIndexSize(from, count, pages);
        Objects.checkFromIndexSize(to, count, pages);
        long nearer = (from - to) << PAGE_SHIFT;
        long end = table + ((from + count) << 3);
        long distance = (to - from) << 3;
        for (long at = table + (from << 3); at < end; at += Long.BYTES) {
            long entry = HostAccess.get64(at);
            if (entry != 0) {
                HostAccess.put64(at, 0);
                HostAccess.put64(at + distance, entry + nearer);
            }
        }
        VERSION.incrementAndGet(this);
        CODE_VERSION.incrementAndGet(this);
    }

    /**
     * The host address of a range that lies in one page with a permission, or 0 if it crosses a page or the permission is missing:
     * then use the checked accesses, which do the exact thing.
     */
    public long host(long address, int size, int permission) {
        long entry = entry(address);
        return (entry & permission) != 0 && (address & PAGE_MASK) + size <= PAGE_SIZE ? translate(address, entry) : 0;
    }

    private static long translate(long address, long entry) {
        return untagged(address) + (entry & -PAGE_SIZE);
    }

    /** The host address of one byte, which must be readable. */
    private long readable(long address) {
        long entry = entry(address);
        if ((entry & READ) == 0) {
            throw GuestTrap.page(Access.READ, untagged(address));
        }
        return translate(address, entry);
    }

    /** The host address of one byte, which must be writable. */
    private long writable(long address) {
        long entry = entry(address);
        if ((entry & WRITE) == 0) {
            throw GuestTrap.page(Access.WRITE, untagged(address));
        }
        return translate(address, entry);
    }

    /** Throws unless every byte of a range of at most one page's length can be loaded. */
    public void checkRead(long address, int size) {
        readable(address);
        if ((address & PAGE_MASK) + size > PAGE_SIZE) {
            readable((address | PAGE_MASK) + 1);
        }
    }

    /** Throws unless every byte of a range of at most one page's length can be stored. */
    public void checkWrite(long address, int size) {
        writable(address);
        if ((address & PAGE_MASK) + size > PAGE_SIZE) {
            writable((address | PAGE_MASK) + 1);
        }
    }

    /** Loads a byte. */
    public long load8(long address) {
        long host = host(address, 1, READ);
        return HostAccess.get8(host != 0 ? host : readable(address));
    }

    /** Loads two bytes. */
    public long load16(long address) {
        long host = host(address, 2, READ);
        return host != 0 ? HostAccess.get16(host) : loadSlowly(address, 2);
    }

    /** Loads four bytes. */
    public long load32(long address) {
        long host = host(address, 4, READ);
        return host != 0 ? HostAccess.get32(host) : loadSlowly(address, 4);
    }

    /** Loads eight bytes. */
    public long load64(long address) {
        long host = host(address, 8, READ);
        return host != 0 ? HostAccess.get64(host) : loadSlowly(address, 8);
    }

    /** Stores the low byte. */
    public void store8(long address, long value) {
        long host = host(address, 1, WRITE);
        HostAccess.put8(host != 0 ? host : writable(address), value);
    }

    /** Stores the low two bytes. */
    public void store16(long address, long value) {
        long host = host(address, 2, WRITE);
        if (host != 0) {
            HostAccess.put16(host, value);
        } else {
            storeSlowly(address, value, 2);
        }
    }

    /** Stores the low four bytes. */
    public void store32(long address, long value) {
        long host = host(address, 4, WRITE);
        if (host != 0) {
            HostAccess.put32(host, value);
        } else {
            storeSlowly(address, value, 4);
        }
    }

    /** Stores eight bytes. */
    public void store64(long address, long value) {
        long host = host(address, 8, WRITE);
        if (host != 0) {
            HostAccess.put64(host, value);
        } else {
            storeSlowly(address, value, 8);
        }
    }

    /** Stores two values of eight bytes at adjoining addresses, both or none. */
    public void storePair64(long address, long low, long high) {
        long host = host(address, 16, WRITE);
        if (host != 0) {
            HostAccess.put64(host, low);
            HostAccess.put64(host + 8, high);
        } else {
            checkWrite(address, 16);
            store64(address, low);
            store64(address + 8, high);
        }
    }

    private long loadSlowly(long address, int size) {
        checkRead(address, size);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= HostAccess.get8(readable(address + i)) << (8 * i);
        }
        return value;
    }

    private void storeSlowly(long address, long value, int size) {
        checkWrite(address, size);
        for (int i = 0; i < size; i++) {
            HostAccess.put8(writable(address + i), value >>> (8 * i));
        }
    }
}
