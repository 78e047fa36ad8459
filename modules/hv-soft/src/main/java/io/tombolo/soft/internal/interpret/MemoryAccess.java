package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.GuestTrap.Access;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.memory.HostAccess;
import io.tombolo.soft.internal.memory.PageMap;

/**
 * Integer loads and stores: the addresses of all, and whole instructions where they are too long for the interpreter's main switch. A
 * register is written only after every access of the instruction has succeeded.
 */
final class MemoryAccess {
    private static final long WORD = 0xffff_ffffL;

    private MemoryAccess() {}

    /** The base register; SP must be 16-byte aligned (SCTLR_EL1.SA0 is set under Linux). */
    static long base(long[] r, Instruction i) {
        long base = r[i.rn];
        if ((base & i.baseMask) != 0) {
            throw GuestTrap.alignment(Access.READ, base);
        }
        return base;
    }

    /** Base plus immediate. */
    static long address(long[] r, Instruction i) {
        return base(r, i) + i.imm;
    }

    /** Base plus extended and shifted register. */
    static long indexed(long[] r, Instruction i) {
        return base(r, i) + index(r[i.rm], i.flags);
    }

    private static long index(long value, int flags) {
        int option = flags >>> 3;
        long extended = (option & 1) != 0 ? value : option == 2 ? value & WORD : (int) value;
        return extended << (flags & 7);
    }

    /** Executes a load or store from {@link Operation#LOAD_STORE} up that is not in the main switch. */
    static void execute(CpuState s, Instruction i, long pc) {
        long[] r = s.r;
        switch (i.op) {
            case Operation.LOAD_LITERAL -> r[i.rd] = literal(s.memory, i, pc + i.imm);
            case Operation.PRE_INDEX -> {
                long address = address(r, i);
                single(s, i, i.flags, address);
                r[i.rn] = address;
            }
            case Operation.PAIR_OFFSET -> pair(s, i, address(r, i));
            case Operation.PAIR_PRE_INDEX -> {
                long address = address(r, i);
                pair(s, i, address);
                r[i.rn] = address;
            }
            case Operation.PAIR_POST_INDEX -> {
                long address = base(r, i);
                pair(s, i, address);
                r[i.rn] = address + i.imm;
            }
            default -> {
                boolean register = i.op >= Operation.LOAD_STORE_REGISTER;
                int kind = i.op - (register ? Operation.LOAD_STORE_REGISTER : Operation.LOAD_STORE);
                single(s, i, kind, register ? indexed(r, i) : address(r, i));
            }
        }
    }

    /** Any single load or store, base updated after. */
    static void postIndex(CpuState s, Instruction i) {
        long address = base(s.r, i);
        single(s, i, i.flags, address);
        s.r[i.rn] = address + i.imm;
    }

    /** LDP of 64-bit registers, base updated after. */
    static void loadPairPostIndex(CpuState s, Instruction i) {
        long address = base(s.r, i);
        loadPair(s, i, address);
        s.r[i.rn] = address + i.imm;
    }

    /** STP of 64-bit registers, base updated before. */
    static void storePairPreIndex(CpuState s, Instruction i) {
        long address = address(s.r, i);
        storePair(s, i, address);
        s.r[i.rn] = address;
    }

    private static long literal(PageMap m, Instruction i, long address) {
        return switch (i.flags) {
            case 0 -> m.load32(address);
            case 1 -> m.load64(address);
            default -> (int) m.load32(address);
        };
    }

    /** One access by its kind, 4 * size + opc. */
    private static void single(CpuState s, Instruction i, int kind, long address) {
        PageMap m = s.memory;
        long[] r = s.r;
        switch (kind) {
            case 0 -> m.store8(address, r[i.rd]);
            case 1 -> r[i.rd] = m.load8(address);
            case 2 -> r[i.rd] = (byte) m.load8(address);
            case 3 -> r[i.rd] = (byte) m.load8(address) & WORD;
            case 4 -> m.store16(address, r[i.rd]);
            case 5 -> r[i.rd] = m.load16(address);
            case 6 -> r[i.rd] = (short) m.load16(address);
            case 7 -> r[i.rd] = (short) m.load16(address) & WORD;
            case 8 -> m.store32(address, r[i.rd]);
            case 9 -> r[i.rd] = m.load32(address);
            case 10 -> r[i.rd] = (int) m.load32(address);
            case 12 -> m.store64(address, r[i.rd]);
            case 13 -> r[i.rd] = m.load64(address);
            default -> throw new AssertionError(kind);
        }
    }

    private static void pair(CpuState s, Instruction i, long address) {
        switch (i.flags) {
            case 0 -> storePair32(s, i, address);
            case 1 -> loadPair32(s, i, address, false);
            case 3 -> loadPair32(s, i, address, true);
            case 4 -> storePair(s, i, address);
            case 5 -> loadPair(s, i, address);
            default -> throw new AssertionError(i.flags);
        }
    }

    /** LDP of 64-bit registers. */
    static void loadPair(CpuState s, Instruction i, long address) {
        PageMap m = s.memory;
        long host = m.host(address, 16, PageMap.READ);
        long first = host != 0 ? HostAccess.get64(host) : m.load64(address);
        long second = host != 0 ? HostAccess.get64(host + 8) : m.load64(address + 8);
        s.r[i.rd] = first;
        s.r[i.ra] = second;
    }

    /** STP of 64-bit registers. */
    static void storePair(CpuState s, Instruction i, long address) {
        s.memory.storePair64(address, s.r[i.rd], s.r[i.ra]);
    }

    private static void loadPair32(CpuState s, Instruction i, long address, boolean signed) {
        long first = s.memory.load32(address);
        long second = s.memory.load32(address + 4);
        s.r[i.rd] = signed ? (int) first : first;
        s.r[i.ra] = signed ? (int) second : second;
    }

    private static void storePair32(CpuState s, Instruction i, long address) {
        PageMap m = s.memory;
        m.checkWrite(address, 8);
        m.store32(address, s.r[i.rd]);
        m.store32(address + 4, s.r[i.ra]);
    }
}
