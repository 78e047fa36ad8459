package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.GuestTrap.Access;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.memory.HostAccess;
import io.tombolo.soft.internal.memory.PageMap;
import io.tombolo.soft.internal.memory.PairLocks;

/**
 * Exclusive, ordered and atomic accesses. They must be naturally aligned (there is no FEAT_LSE2). A store-exclusive is a
 * compare-and-exchange against what the load-exclusive saw: a value that changed and changed back in between goes unnoticed, which no
 * sane algorithm can tell. Every read-modify-write is sequentially consistent, which satisfies all the orders that can be asked for.
 */
final class AtomicAccess {
    private static final int PAIR = 4;

    private final PairLocks pairs;

    AtomicAccess(PairLocks pairs) {
        this.pairs = pairs;
    }

    /** Executes an operation from {@link Operation#ATOMIC} up. */
    void execute(CpuState s, Instruction i) {
        switch (i.op) {
            case Operation.LOAD_EXCLUSIVE -> loadExclusive(s, i);
            case Operation.STORE_EXCLUSIVE -> s.r[i.rm] = storeExclusive(s, i) ? 0 : 1;
            case Operation.LOAD_EXCLUSIVE_PAIR -> loadExclusivePair(s, i);
            case Operation.STORE_EXCLUSIVE_PAIR -> s.r[i.rm] = storeExclusivePair(s, i) ? 0 : 1;
            case Operation.LOAD_ACQUIRE -> loadAcquire(s, i);
            case Operation.STORE_RELEASE -> storeRelease(s, i);
            case Operation.COMPARE_SWAP -> compareSwap(s, i);
            case Operation.COMPARE_SWAP_PAIR -> compareSwapPair(s, i);
            default -> modify(s, i);
        }
    }

    /** The host address of an aligned access; size is the binary logarithm. */
    private static long host(CpuState s, Instruction i, int size, int permission) {
        long address = MemoryAccess.base(s.r, i);
        Access access = permission == PageMap.WRITE ? Access.WRITE : Access.READ;
        if ((address & (1 << size) - 1) != 0) {
            throw GuestTrap.alignment(access, PageMap.untagged(address));
        }
        long host = s.memory.host(address, 1 << size, permission);
        if (host == 0) {
            throw GuestTrap.page(access, PageMap.untagged(address));
        }
        return host;
    }

    private static long get(long host, int size) {
        return switch (size) {
            case 0 -> HostAccess.get8(host);
            case 1 -> HostAccess.get16(host);
            case 2 -> HostAccess.get32(host);
            default -> HostAccess.get64(host);
        };
    }

    private static void put(long host, int size, long value) {
        switch (size) {
            case 0 -> HostAccess.put8(host, value);
            case 1 -> HostAccess.put16(host, value);
            case 2 -> HostAccess.put32(host, value);
            default -> HostAccess.put64(host, value);
        }
    }

    private static long exchange(long host, int size, long expected, long value) {
        return switch (size) {
            case 0 -> HostAccess.compareAndExchange8(host, expected, value);
            case 1 -> HostAccess.compareAndExchange16(host, expected, value);
            case 2 -> HostAccess.compareAndExchange32(host, expected, value);
            default -> HostAccess.compareAndExchange64(host, expected, value);
        };
    }

    private static long truncated(long value, int size) {
        return size == 3 ? value : value & (1L << (8 << size)) - 1;
    }

    private static void reserve(CpuState s, Instruction i, int size, long low, long high) {
        s.reservation = PageMap.untagged(s.r[i.rn]);
        s.reservationSize = 1 << size;
        s.reservedLow = low;
        s.reservedHigh = high;
    }

    private static void loadExclusive(CpuState s, Instruction i) {
        long value = get(host(s, i, i.flags, PageMap.READ), i.flags);
        HostAccess.loadFence();
        reserve(s, i, i.flags, value, 0);
        s.r[i.rd] = value;
    }

    /** Drops the reservation and tells whether it was for this access. */
    private static boolean reserved(CpuState s, Instruction i, int size) {
        boolean held = s.reservation == PageMap.untagged(s.r[i.rn]) && s.reservationSize == 1 << size;
        s.reservation = CpuState.NO_RESERVATION;
        return held;
    }

    private static boolean storeExclusive(CpuState s, Instruction i) {
        long host = host(s, i, i.flags, PageMap.WRITE);
        return reserved(s, i, i.flags)
                && exchange(host, i.flags, s.reservedLow, truncated(s.r[i.rd], i.flags)) == s.reservedLow;
    }

    private void loadExclusivePair(CpuState s, Instruction i) {
        int size = i.flags + 1;
        long host = host(s, i, size, PageMap.READ);
        long low;
        long high;
        if (size == PAIR) {
            synchronized (pairs.of(host)) {
                low = HostAccess.get64(host);
                high = HostAccess.get64(host + 8);
            }
            reserve(s, i, size, low, high);
        } else {
            long both = HostAccess.get64(host);
            HostAccess.loadFence();
            reserve(s, i, size, both, 0);
            low = both & 0xffff_ffffL;
            high = both >>> 32;
        }
        s.r[i.rd] = low;
        s.r[i.ra] = high;
    }

    private boolean storeExclusivePair(CpuState s, Instruction i) {
        int size = i.flags + 1;
        long host = host(s, i, size, PageMap.WRITE);
        if (!reserved(s, i, size)) {
            return false;
        }
        if (size != PAIR) {
            return HostAccess.compareAndExchange64(host, s.reservedLow, joined(s.r[i.rd], s.r[i.ra])) == s.reservedLow;
        }
        synchronized (pairs.of(host)) {
            return exchangePair(host, s.reservedLow, s.reservedHigh, s.r[i.rd], s.r[i.ra]);
        }
    }

    private static long joined(long low, long high) {
        return (low & 0xffff_ffffL) | high << 32;
    }

    private static boolean exchangePair(long host, long expectedLow, long expectedHigh, long low, long high) {
        if (HostAccess.get64(host) != expectedLow || HostAccess.get64(host + 8) != expectedHigh) {
            return false;
        }
        HostAccess.fullFence();
        HostAccess.put64(host, low);
        HostAccess.put64(host + 8, high);
        HostAccess.fullFence();
        return true;
    }

    private static void loadAcquire(CpuState s, Instruction i) {
        long value = get(host(s, i, i.flags, PageMap.READ), i.flags);
        HostAccess.loadFence();
        s.r[i.rd] = value;
    }

    private static void storeRelease(CpuState s, Instruction i) {
        long host = host(s, i, i.flags, PageMap.WRITE);
        HostAccess.storeFence();
        put(host, i.flags, s.r[i.rd]);
        // A later load-acquire must not overtake this store.
        HostAccess.fullFence();
    }

    private static void compareSwap(CpuState s, Instruction i) {
        int size = i.flags;
        long host = host(s, i, size, PageMap.WRITE);
        s.r[i.rd] = exchange(host, size, truncated(s.r[i.rm], size), truncated(s.r[i.ra], size));
    }

    private void compareSwapPair(CpuState s, Instruction i) {
        int size = i.flags + 1;
        long host = host(s, i, size, PageMap.WRITE);
        long[] r = s.r;
        int oldHigh = second(i.rd);
        if (size != PAIR) {
            long seen = HostAccess.compareAndExchange64(
                    host, joined(r[i.rm], value(r, oldHigh)), joined(r[i.ra], value(r, second(i.ra))));
            r[i.rd] = seen & 0xffff_ffffL;
            setSecond(r, i.rd, seen >>> 32);
            return;
        }
        long low;
        long high;
        synchronized (pairs.of(host)) {
            low = HostAccess.get64(host);
            high = HostAccess.get64(host + 8);
            exchangePair(host, r[i.rm], value(r, oldHigh), r[i.ra], value(r, second(i.ra)));
        }
        r[i.rd] = low;
        setSecond(r, i.rd, high);
    }

    /** The second register of a pair that starts at an even one; after x30 comes XZR. */
    private static int second(int even) {
        return even + 1;
    }

    private static long value(long[] r, int register) {
        return register == 31 ? 0 : r[register];
    }

    private static void setSecond(long[] r, int even, long value) {
        if (even != 30) {
            r[even + 1] = value;
        }
    }

    private static void modify(CpuState s, Instruction i) {
        int size = i.flags;
        long host = host(s, i, size, PageMap.WRITE);
        long operand = s.r[i.rm];
        long old = get(host, size);
        while (true) {
            long seen = exchange(host, size, old, truncated(modified(i.op, size, old, operand), size));
            if (seen == old) {
                s.r[i.rd] = old;
                return;
            }
            old = seen;
        }
    }

    private static long modified(int op, int size, long old, long operand) {
        int unused = 64 - (8 << size);
        long signed = old << unused >> unused;
        long signedOperand = operand << unused >> unused;
        long unsigned = operand << unused >>> unused;
        return switch (op) {
            case Operation.LOAD_ADD -> old + operand;
            case Operation.LOAD_CLEAR -> old & ~operand;
            case Operation.LOAD_EXCLUSIVE_OR -> old ^ operand;
            case Operation.LOAD_SET -> old | operand;
            case Operation.LOAD_SIGNED_MAXIMUM -> Math.max(signed, signedOperand);
            case Operation.LOAD_SIGNED_MINIMUM -> Math.min(signed, signedOperand);
            case Operation.LOAD_UNSIGNED_MAXIMUM -> Long.compareUnsigned(old, unsigned) >= 0 ? old : unsigned;
            case Operation.LOAD_UNSIGNED_MINIMUM -> Long.compareUnsigned(old, unsigned) <= 0 ? old : unsigned;
            case Operation.SWAP -> operand;
            default -> throw new AssertionError(op);
        };
    }
}
