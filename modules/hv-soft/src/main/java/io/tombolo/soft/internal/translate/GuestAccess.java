package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.memory.HostAccess;
import io.tombolo.soft.internal.memory.PageMap;

/**
 * Guest address to host address for translated code: 0 unless the access is permitted and the address has no tag. Then the interpreter
 * does the exact thing. The direct look-up is small enough to be inlined everywhere.
 */
public final class GuestAccess {
    private GuestAccess() {}

    /** The host address of a range, of which the last offset in a page that does not cross it is given. */
    public static long host(long table, long pages, long address, int last, int permissions) {
        long page = address >>> PageMap.PAGE_SHIFT;
        if (page >= pages) {
            return 0;
        }
        long entry = HostAccess.get64(table + (page << 3));
        return (entry & permissions) == permissions && (address & PageMap.PAGE_MASK) <= last
                ? address + (entry & -PageMap.PAGE_SIZE)
                : 0;
    }

    /** Looks for the extent of an access; see {@link io.tombolo.soft.internal.memory.Extents#find}. */
    public static long find(CpuState state, long address, int size, int permission) {
        return state.extents.find(state.memory, address, size, permission);
    }

    /** Looks for the extent of the stack; see {@link io.tombolo.soft.internal.memory.Extents#findStack}. */
    public static long findStack(CpuState state, long address, int size, int permission) {
        return state.extents.findStack(state.memory, address, size, permission);
    }

    /** The first number that a processor's flags come from. */
    public static long flagFirst(CpuState state) {
        return state.flagKind == 0 ? state.nzcv : state.flagFirst;
    }
}
