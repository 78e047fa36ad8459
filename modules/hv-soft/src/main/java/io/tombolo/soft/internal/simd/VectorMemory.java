package io.tombolo.soft.internal.simd;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.memory.HostAccess;
import io.tombolo.soft.internal.memory.PageMap;

/** Loads and stores of vector registers. An access that faults has changed nothing: ranges of more than one access are checked first. */
public final class VectorMemory {
    private static final int SCALE = 0xFF;
    private static final int WRITE_BACK = FpSimdDecoder.POST_INDEX | FpSimdDecoder.PRE_INDEX;

    private VectorMemory() {}

    /** Returns the address of an access without write-back. */
    public static long address(CpuState state, Instruction instruction) {
        return base(state, instruction) + instruction.imm;
    }

    /** Executes a load of 128 bits without write-back. */
    public static void load128(CpuState state, Instruction instruction) {
        long address = address(state, instruction);
        long host = state.memory.host(address, 16, PageMap.READ);
        if (host != 0) {
            set(state, instruction.rd, HostAccess.get64(host), HostAccess.get64(host + 8));
        } else {
            loadRegister(state, instruction.rd, address, 4);
        }
    }

    /** Executes a load of one register, with any addressing mode but the literal. */
    public static void load(CpuState state, Instruction instruction, boolean byRegister) {
        long base = base(state, instruction);
        long address = byRegister ? base + index(state, instruction) : address(instruction, base);
        loadRegister(state, instruction.rd, address, instruction.flags & SCALE);
        writeBack(state, instruction, base);
    }

    /** Executes a store of one register. */
    public static void store(CpuState state, Instruction instruction, boolean byRegister) {
        long base = base(state, instruction);
        long address = byRegister ? base + index(state, instruction) : address(instruction, base);
        storeRegister(state, instruction.rd, address, instruction.flags & SCALE);
        writeBack(state, instruction, base);
    }

    /**
     * Executes a load relative to the program counter.
     *
     * @param pc the address of the instruction
     */
    public static void loadLiteral(CpuState state, Instruction instruction, long pc) {
        loadRegister(state, instruction.rd, pc + instruction.imm, instruction.flags & SCALE);
    }

    /** Executes a load of two registers. */
    public static void loadPair(CpuState state, Instruction instruction) {
        long base = base(state, instruction);
        long address = address(instruction, base);
        int scale = instruction.flags & SCALE;
        PageMap memory = state.memory;
        long[] r = state.r;
        if (scale == 4) {
            memory.checkRead(address, 32);
            long first = memory.load64(address);
            long second = memory.load64(address + 8);
            long third = memory.load64(address + 16);
            long fourth = memory.load64(address + 24);
            r[instruction.rd] = first;
            r[instruction.rd + 1] = second;
            r[instruction.ra] = third;
            r[instruction.ra + 1] = fourth;
        } else {
            long first = scale == 3 ? memory.load64(address) : memory.load32(address);
            long second = scale == 3 ? memory.load64(address + 8) : memory.load32(address + 4);
            set(state, instruction.rd, first, 0);
            set(state, instruction.ra, second, 0);
        }
        writeBack(state, instruction, base);
    }

    /** Executes a store of two registers. */
    public static void storePair(CpuState state, Instruction instruction) {
        long base = base(state, instruction);
        long address = address(instruction, base);
        int scale = instruction.flags & SCALE;
        PageMap memory = state.memory;
        long[] r = state.r;
        memory.checkWrite(address, 2 << scale);
        if (scale == 4) {
            memory.storePair64(address, r[instruction.rd], r[instruction.rd + 1]);
            memory.storePair64(address + 16, r[instruction.ra], r[instruction.ra + 1]);
        } else if (scale == 3) {
            memory.storePair64(address, r[instruction.rd], r[instruction.ra]);
        } else {
            memory.store32(address, r[instruction.rd]);
            memory.store32(address + 4, r[instruction.ra]);
        }
        writeBack(state, instruction, base);
    }

    /** Executes LD1 to LD4 and ST1 to ST4 of whole registers. */
    public static void structures(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        int registers = registers(row);
        int bytes = (instruction.flags & 1) == 0 ? 8 : 16;
        long base = base(state, instruction);
        boolean load = isLoad(instruction);
        if (load) {
            state.memory.checkRead(base, registers * bytes);
        } else {
            state.memory.checkWrite(base, registers * bytes);
        }
        if (isConsecutive(row)) {
            transferWhole(state, instruction, base, registers, bytes, load);
        } else {
            transferInterleaved(state, instruction, base, registers, bytes, load);
        }
        postIndex(state, instruction, base, registers * bytes);
    }

    private static void transferWhole(
            CpuState state, Instruction instruction, long address, int registers, int bytes, boolean load) {
        PageMap memory = state.memory;
        for (int i = 0; i < registers; i++) {
            int slot = following(instruction.rd, i);
            long at = address + (long) i * bytes;
            if (load) {
                set(state, slot, memory.load64(at), bytes == 16 ? memory.load64(at + 8) : 0);
            } else {
                memory.store64(at, state.r[slot]);
                if (bytes == 16) {
                    memory.store64(at + 8, state.r[slot + 1]);
                }
            }
        }
    }

    private static void transferInterleaved(
            CpuState state, Instruction instruction, long address, int registers, int bytes, boolean load) {
        int size = instruction.flags >> 1 & 3;
        int elements = bytes >> size;
        if (load && bytes == 8) {
            for (int i = 0; i < registers; i++) {
                state.r[following(instruction.rd, i) + 1] = 0;
            }
        }
        for (int element = 0; element < elements; element++) {
            for (int i = 0; i < registers; i++) {
                transferElement(state, following(instruction.rd, i), element, address, size, load);
                address += 1L << size;
            }
        }
    }

    /** Executes LD1 to LD4 and ST1 to ST4 of one element of each register. */
    public static void elements(CpuState state, Instruction instruction) {
        int registers = registers(FpSimdDecoder.opcode(instruction));
        int size = instruction.flags >> 1 & 3;
        int total = registers << size;
        long base = base(state, instruction);
        boolean load = isLoad(instruction);
        if (load) {
            state.memory.checkRead(base, total);
        } else {
            state.memory.checkWrite(base, total);
        }
        for (int i = 0; i < registers; i++) {
            transferElement(
                    state, following(instruction.rd, i), (int) instruction.imm, base + ((long) i << size), size, load);
        }
        postIndex(state, instruction, base, total);
    }

    /** Executes LD1R to LD4R. */
    public static void replicate(CpuState state, Instruction instruction) {
        int registers = registers(FpSimdDecoder.opcode(instruction));
        int size = instruction.flags >> 1 & 3;
        boolean full = (instruction.flags & 1) != 0;
        long base = base(state, instruction);
        state.memory.checkRead(base, registers << size);
        for (int i = 0; i < registers; i++) {
            long value = Lanes.duplicate(loadScalar(state.memory, base + ((long) i << size), size), size);
            set(state, following(instruction.rd, i), value, full ? value : 0);
        }
        postIndex(state, instruction, base, registers << size);
    }

    private static void transferElement(CpuState state, int slot, int element, long address, int size, boolean load) {
        int at = slot + (element << size >> 3);
        int position = (element << size & 7) << 3;
        long mask = Lanes.mask(size) << position;
        if (load) {
            state.r[at] = (state.r[at] & ~mask) | loadScalar(state.memory, address, size) << position;
        } else {
            storeScalar(state.memory, address, state.r[at] >>> position, size);
        }
    }

    private static void loadRegister(CpuState state, int slot, long address, int scale) {
        PageMap memory = state.memory;
        if (scale == 4) {
            if ((address & PageMap.PAGE_MASK) > PageMap.PAGE_SIZE - 16) {
                memory.checkRead(address, 16);
            }
            long low = memory.load64(address);
            set(state, slot, low, memory.load64(address + 8));
        } else {
            set(state, slot, loadScalar(memory, address, scale), 0);
        }
    }

    private static void storeRegister(CpuState state, int slot, long address, int scale) {
        if (scale == 4) {
            state.memory.storePair64(address, state.r[slot], state.r[slot + 1]);
        } else {
            storeScalar(state.memory, address, state.r[slot], scale);
        }
    }

    private static long loadScalar(PageMap memory, long address, int size) {
        return switch (size) {
            case 0 -> memory.load8(address);
            case 1 -> memory.load16(address);
            case 2 -> memory.load32(address);
            default -> memory.load64(address);
        };
    }

    private static void storeScalar(PageMap memory, long address, long value, int size) {
        switch (size) {
            case 0 -> memory.store8(address, value);
            case 1 -> memory.store16(address, value);
            case 2 -> memory.store32(address, value);
            default -> memory.store64(address, value);
        }
    }

    private static void set(CpuState state, int slot, long low, long high) {
        state.r[slot] = low;
        state.r[slot + 1] = high;
    }

    private static long base(CpuState state, Instruction instruction) {
        long base = state.r[instruction.rn];
        if ((base & instruction.baseMask) != 0) {
            throw GuestTrap.alignment(GuestTrap.Access.READ, base);
        }
        return base;
    }

    private static long address(Instruction instruction, long base) {
        return (instruction.flags & FpSimdDecoder.POST_INDEX) != 0 ? base : base + instruction.imm;
    }

    private static long index(CpuState state, Instruction instruction) {
        long index = state.r[instruction.rm];
        int shift = (int) instruction.imm & 7;
        return switch ((int) instruction.imm >> 3) {
            case 2 -> (index & 0xFFFF_FFFFL) << shift;
            case 6 -> (long) (int) index << shift;
            default -> index << shift;
        };
    }

    private static void writeBack(CpuState state, Instruction instruction, long base) {
        if ((instruction.flags & WRITE_BACK) != 0) {
            state.r[instruction.rn] = base + instruction.imm;
        }
    }

    private static void postIndex(CpuState state, Instruction instruction, long base, int transferred) {
        if ((instruction.flags & FpSimdDecoder.POST_INDEX) != 0) {
            state.r[instruction.rn] = base + (instruction.rm == CpuState.ZERO ? transferred : state.r[instruction.rm]);
        }
    }

    private static boolean isLoad(Instruction instruction) {
        return (instruction.word >>> 22 & 1) != 0;
    }

    /** Returns the slot of the register that follows by a distance; V0 follows V31. */
    private static int following(int slot, int distance) {
        return CpuState.V + (slot - CpuState.V + 2 * distance & 63);
    }

    private static boolean isConsecutive(FpSimdOpcode row) {
        return switch (row) {
            case LD1_ONE_MULTIPLE,
                    LD1_TWO_MULTIPLE,
                    LD1_THREE_MULTIPLE,
                    LD1_FOUR_MULTIPLE,
                    ST1_ONE_MULTIPLE,
                    ST1_TWO_MULTIPLE,
                    ST1_THREE_MULTIPLE,
                    ST1_FOUR_MULTIPLE -> true;
            default -> false;
        };
    }

    private static int registers(FpSimdOpcode row) {
        return switch (row) {
            case LD1_TWO_MULTIPLE, ST1_TWO_MULTIPLE, LD2_MULTIPLE, ST2_MULTIPLE, LD2_SINGLE, ST2_SINGLE, LD2R -> 2;
            case LD1_THREE_MULTIPLE, ST1_THREE_MULTIPLE, LD3_MULTIPLE, ST3_MULTIPLE, LD3_SINGLE, ST3_SINGLE, LD3R -> 3;
            case LD1_FOUR_MULTIPLE, ST1_FOUR_MULTIPLE, LD4_MULTIPLE, ST4_MULTIPLE, LD4_SINGLE, ST4_SINGLE, LD4R -> 4;
            default -> 1;
        };
    }
}
