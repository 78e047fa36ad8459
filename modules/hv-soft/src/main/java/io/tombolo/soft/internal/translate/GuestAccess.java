package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.memory.HostAccess;
import io.tombolo.soft.internal.memory.PageMap;

/**
 * Guest address to host address for translated code: 0 unless the access lies in one page, which is present and permitted, and the address
 * has no tag. Then the interpreter does the exact thing. Small enough to be inlined everywhere.
 */
public final class GuestAccess {
    private GuestAccess() {}

    /** The host address of a load, of which the last offset in a page that does not cross it is given. */
    public static long readable(long table, long pages, long address, int last) {
        long page = address >>> PageMap.PAGE_SHIFT;
        if (page >= pages) {
            return 0;
        }
        long entry = HostAccess.get64(table + (page << 3));
        return (entry & PageMap.READ) != 0 && (address & PageMap.PAGE_MASK) <= last
                ? address + (entry & -PageMap.PAGE_SIZE)
                : 0;
    }

    /** The host address of a store, of which the last offset in a page that does not cross it is given. */
    public static long writable(long table, long pages, long address, int last) {
        long page = address >>> PageMap.PAGE_SHIFT;
        if (page >= pages) {
            return 0;
        }
        long entry = HostAccess.get64(table + (page << 3));
        return (entry & PageMap.WRITE) != 0 && (address & PageMap.PAGE_MASK) <= last
                ? address + (entry & -PageMap.PAGE_SIZE)
                : 0;
    }
}
