package io.tombolo.soft.internal.simd;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;

/** Instructions that move elements: copy, permute, extract, table look-up, modified immediates. */
public final class VectorMove {
    private VectorMove() {}

    /** Executes DUP and INS from an element. */
    public static void copy(CpuState state, Instruction instruction) {
        int size = instruction.flags >> 1 & 3;
        long value = element(state, instruction.rn, size, (int) instruction.imm >> 4);
        switch (FpSimdDecoder.opcode(instruction)) {
            case DUP_ELEMENT -> duplicate(state, instruction, value, size);
            case DUP_SCALAR -> set(state, instruction.rd, value, 0);
            default -> insert(state, instruction.rd, size, insertIndex(instruction), value);
        }
    }

    private static int insertIndex(Instruction instruction) {
        return (int) instruction.imm & 15;
    }

    /** Executes DUP and INS from a general register. */
    public static void copyFromGeneral(CpuState state, Instruction instruction) {
        int size = instruction.flags >> 1 & 3;
        long value = state.r[instruction.rn];
        if (FpSimdDecoder.opcode(instruction) == FpSimdOpcode.DUP_GENERAL) {
            duplicate(state, instruction, value, size);
        } else {
            insert(state, instruction.rd, size, insertIndex(instruction), value);
        }
    }

    /** Executes SMOV and UMOV. */
    public static void copyToGeneral(CpuState state, Instruction instruction) {
        int size = instruction.flags >> 1 & 3;
        long value = element(state, instruction.rn, size, (int) instruction.imm);
        if (FpSimdDecoder.opcode(instruction) == FpSimdOpcode.SMOV) {
            value = Lanes.signedAt(value, size, 0);
            if ((instruction.flags & 1) == 0) {
                value &= 0xFFFF_FFFFL;
            }
        }
        state.r[instruction.rd] = value;
    }

    /** Executes UZP, TRN and ZIP. */
    public static void permute(CpuState state, Instruction instruction) {
        int size = instruction.flags >> 1 & 3;
        long[] r = state.r;
        long n = r[instruction.rn];
        long m = r[instruction.rm];
        boolean full = (instruction.flags & 1) != 0;
        long nHigh = full ? r[instruction.rn + 1] : m;
        long mHigh = r[instruction.rm + 1];
        long low;
        long high;
        switch (FpSimdDecoder.opcode(instruction)) {
            case UZP1 -> {
                low = Lanes.even(n, nHigh, size);
                high = Lanes.even(m, mHigh, size);
            }
            case UZP2 -> {
                low = Lanes.odd(n, nHigh, size);
                high = Lanes.odd(m, mHigh, size);
            }
            case TRN1 -> {
                low = size == 3 ? n : transposeEven(n, m, size);
                high = size == 3 ? m : transposeEven(nHigh, mHigh, size);
            }
            case TRN2 -> {
                low = size == 3 ? nHigh : transposeOdd(n, m, size);
                high = size == 3 ? mHigh : transposeOdd(nHigh, mHigh, size);
            }
            case ZIP1 -> {
                low = size == 3 ? n : Lanes.interleave(n, m, size);
                high = size == 3 ? m : Lanes.interleave(n >>> 32, m >>> 32, size);
            }
            default -> {
                long a = full ? nHigh : n >>> 32;
                long b = full ? mHigh : m >>> 32;
                low = size == 3 ? a : Lanes.interleave(a, b, size);
                high = size == 3 ? b : Lanes.interleave(a >>> 32, b >>> 32, size);
            }
        }
        set(state, instruction.rd, low, full ? high : 0);
    }

    private static long transposeEven(long n, long m, int size) {
        long even = Lanes.duplicate(Lanes.mask(size), size + 1);
        return (n & even) | (m & even) << (8 << size);
    }

    private static long transposeOdd(long n, long m, int size) {
        long even = Lanes.duplicate(Lanes.mask(size), size + 1);
        return (n >>> (8 << size) & even) | (m & ~even);
    }

    /** Executes EXT. */
    public static void extract(CpuState state, Instruction instruction) {
        long[] r = state.r;
        int shift = ((int) instruction.imm & 7) << 3;
        long a = r[instruction.rn];
        if ((instruction.flags & 1) == 0) {
            set(state, instruction.rd, funnel(a, r[instruction.rm], shift), 0);
            return;
        }
        long b = r[instruction.rn + 1];
        long c = r[instruction.rm];
        long d = r[instruction.rm + 1];
        if (instruction.imm < 8) {
            set(state, instruction.rd, funnel(a, b, shift), funnel(b, c, shift));
        } else {
            set(state, instruction.rd, funnel(b, c, shift), funnel(c, d, shift));
        }
    }

    private static long funnel(long low, long high, int shift) {
        return shift == 0 ? low : low >>> shift | high << (64 - shift);
    }

    /** Executes TBL and TBX. */
    public static void table(CpuState state, Instruction instruction) {
        long[] r = state.r;
        boolean keep = FpSimdDecoder.opcode(instruction) == FpSimdOpcode.TBX;
        long low = lookUp(state, instruction, r[instruction.rm], keep ? r[instruction.rd] : 0);
        long high = 0;
        if ((instruction.flags & 1) != 0) {
            high = lookUp(state, instruction, r[instruction.rm + 1], keep ? r[instruction.rd + 1] : 0);
        }
        set(state, instruction.rd, low, high);
    }

    private static long lookUp(CpuState state, Instruction instruction, long indices, long fallback) {
        long result = 0;
        int bytes = (int) instruction.imm << 4;
        int first = instruction.rn - CpuState.V;
        for (int at = 0; at < 64; at += 8) {
            int index = (int) (indices >>> at) & 0xFF;
            long value = index < bytes
                    ? state.r[CpuState.V + (first + (index >> 3) & 63)] >>> ((index & 7) << 3)
                    : fallback >>> at;
            result |= (value & 0xFF) << at;
        }
        return result;
    }

    /** Executes MOVI, MVNI, FMOV (vector, immediate), ORR and BIC (vector, immediate). */
    public static void modifiedImmediate(CpuState state, Instruction instruction) {
        long[] r = state.r;
        long low = instruction.imm;
        long high = instruction.imm;
        switch (FpSimdDecoder.opcode(instruction)) {
            case ORR_HALF, ORR_WORD -> {
                low |= r[instruction.rd];
                high |= r[instruction.rd + 1];
            }
            case BIC_HALF, BIC_WORD -> {
                low &= r[instruction.rd];
                high &= r[instruction.rd + 1];
            }
            default -> {}
        }
        set(state, instruction.rd, low, (instruction.flags & 1) != 0 ? high : 0);
    }

    private static void duplicate(CpuState state, Instruction instruction, long value, int size) {
        long lanes = Lanes.duplicate(value, size);
        set(state, instruction.rd, lanes, (instruction.flags & 1) != 0 ? lanes : 0);
    }

    private static void insert(CpuState state, int slot, int size, int index, long value) {
        int at = slot + (index << size >> 3);
        int position = (index << size & 7) << 3;
        long mask = Lanes.mask(size) << position;
        state.r[at] = (state.r[at] & ~mask) | (value << position & mask);
    }

    /** Returns an element, zero-extended. */
    static long element(CpuState state, int slot, int size, int index) {
        return Lanes.unsignedAt(state.r[slot + (index << size >> 3)], size, (index << size & 7) << 3);
    }

    private static void set(CpuState state, int slot, long low, long high) {
        state.r[slot] = low;
        state.r[slot + 1] = high;
    }
}
