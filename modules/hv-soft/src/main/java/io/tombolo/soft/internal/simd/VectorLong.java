package io.tombolo.soft.internal.simd;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.fp.FpStatus;

/** Integer instructions whose operands and result have elements of different sizes, and those by element. Sizes are the narrow ones. */
public final class VectorLong {
    private VectorLong() {}

    /** Executes the long, wide and narrow instructions of three registers. */
    public static void threeDifferent(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        switch (row) {
            case SADDW, UADDW, SSUBW, USUBW -> wide(state, instruction, row);
            case ADDHN, RADDHN, SUBHN, RSUBHN -> highNarrow(state, instruction, row);
            default -> {
                int part = instruction.flags & 1;
                if ((instruction.flags & FpSimdDecoder.SCALAR) != 0) {
                    part = 0;
                }
                longOperation(state, instruction, row, state.r[instruction.rn + part], state.r[instruction.rm + part]);
            }
        }
    }

    /** Executes the long instructions by element. */
    public static void longByElement(CpuState state, Instruction instruction) {
        int size = instruction.flags >> 1 & 3;
        boolean scalar = (instruction.flags & FpSimdDecoder.SCALAR) != 0;
        long element = Lanes.duplicate(VectorMove.element(state, instruction.rm, size, (int) instruction.imm), size);
        int part = scalar ? 0 : instruction.flags & 1;
        FpSimdOpcode row = switch (FpSimdDecoder.opcode(instruction)) {
            case SMLAL_ELEMENT -> FpSimdOpcode.SMLAL;
            case UMLAL_ELEMENT -> FpSimdOpcode.UMLAL;
            case SMLSL_ELEMENT -> FpSimdOpcode.SMLSL;
            case UMLSL_ELEMENT -> FpSimdOpcode.UMLSL;
            case SMULL_ELEMENT -> FpSimdOpcode.SMULL;
            case UMULL_ELEMENT -> FpSimdOpcode.UMULL;
            case SQDMLAL_ELEMENT -> FpSimdOpcode.SQDMLAL;
            case SQDMLSL_ELEMENT -> FpSimdOpcode.SQDMLSL;
            default -> FpSimdOpcode.SQDMULL;
        };
        longOperation(state, instruction, row, state.r[instruction.rn + part], element);
    }

    private static void longOperation(CpuState state, Instruction instruction, FpSimdOpcode row, long n, long m) {
        int size = instruction.flags >> 1 & 3;
        long[] r = state.r;
        if (row == FpSimdOpcode.PMULL) {
            polynomial(state, instruction, size, n, m);
            return;
        }
        boolean unsigned = VectorInteger.isUnsigned(instruction);
        if ((instruction.flags & FpSimdDecoder.SCALAR) != 0) {
            long mask = Lanes.mask(size + 1);
            long a = Lanes.signedAt(n, size, 0);
            long b = Lanes.signedAt(m, size, 0);
            r[instruction.rd] =
                    doublingElement(row, size, Lanes.signedAt(r[instruction.rd], size + 1, 0), a, b, state.fp) & mask;
            r[instruction.rd + 1] = 0;
            return;
        }
        long low = longLanes(row, size, unsigned, r[instruction.rd], n, m, state.fp);
        long high = longLanes(row, size, unsigned, r[instruction.rd + 1], n >>> 32, m >>> 32, state.fp);
        r[instruction.rd] = low;
        r[instruction.rd + 1] = high;
    }

    private static long longLanes(
            FpSimdOpcode row, int size, boolean unsigned, long d, long n, long m, FpStatus status) {
        long a = Lanes.widen(n, size, unsigned);
        long b = Lanes.widen(m, size, unsigned);
        int wide = size + 1;
        return switch (row) {
            case SADDL, UADDL -> Lanes.add(a, b, wide);
            case SSUBL, USUBL -> Lanes.subtract(a, b, wide);
            case SABDL, UABDL -> Lanes.absoluteDifference(a, b, wide, unsigned);
            case SABAL, UABAL -> Lanes.add(d, Lanes.absoluteDifference(a, b, wide, unsigned), wide);
            case SMULL, UMULL -> Lanes.multiply(a, b, wide);
            case SMLAL, UMLAL -> Lanes.add(d, Lanes.multiply(a, b, wide), wide);
            case SMLSL, UMLSL -> Lanes.subtract(d, Lanes.multiply(a, b, wide), wide);
            default -> doublingLanes(row, size, d, a, b, status);
        };
    }

    private static long doublingLanes(FpSimdOpcode row, int size, long d, long a, long b, FpStatus status) {
        int wide = size + 1;
        long result = 0;
        for (int at = 0; at < 64; at += 8 << wide) {
            long element = doublingElement(
                    row,
                    size,
                    Lanes.signedAt(d, wide, at),
                    Lanes.signedAt(a, wide, at),
                    Lanes.signedAt(b, wide, at),
                    status);
            result |= (element & Lanes.mask(wide)) << at;
        }
        return result;
    }

    private static long doublingElement(FpSimdOpcode row, int size, long d, long a, long b, FpStatus status) {
        long product = Element.doublingMultiply(a, b, 8 << size, status);
        return switch (row) {
            case SQDMLAL -> Element.add(d, product, 16 << size, false, status);
            case SQDMLSL -> Element.subtract(d, product, 16 << size, false, status);
            default -> product;
        };
    }

    private static void polynomial(CpuState state, Instruction instruction, int size, long n, long m) {
        long[] r = state.r;
        if (size == 3) {
            r[instruction.rd] = PolynomialMultiply.low(n, m);
            r[instruction.rd + 1] = PolynomialMultiply.high(n, m);
            return;
        }
        long low = 0;
        long high = 0;
        for (int i = 0; i < 4; i++) {
            low |= Element.polynomialMultiply(n >>> (8 * i) & 0xFF, m >>> (8 * i) & 0xFF) << (16 * i);
            high |= Element.polynomialMultiply(n >>> (8 * i + 32) & 0xFF, m >>> (8 * i + 32) & 0xFF) << (16 * i);
        }
        r[instruction.rd] = low;
        r[instruction.rd + 1] = high;
    }

    private static void wide(CpuState state, Instruction instruction, FpSimdOpcode row) {
        int size = instruction.flags >> 1 & 3;
        boolean unsigned = VectorInteger.isUnsigned(instruction);
        long[] r = state.r;
        long m = r[instruction.rm + (instruction.flags & 1)];
        long b = Lanes.widen(m, size, unsigned);
        long c = Lanes.widen(m >>> 32, size, unsigned);
        boolean add = row == FpSimdOpcode.SADDW || row == FpSimdOpcode.UADDW;
        long low = r[instruction.rn];
        long high = r[instruction.rn + 1];
        r[instruction.rd] = add ? Lanes.add(low, b, size + 1) : Lanes.subtract(low, b, size + 1);
        r[instruction.rd + 1] = add ? Lanes.add(high, c, size + 1) : Lanes.subtract(high, c, size + 1);
    }

    private static void highNarrow(CpuState state, Instruction instruction, FpSimdOpcode row) {
        int size = instruction.flags >> 1 & 3;
        int wide = size + 1;
        long[] r = state.r;
        boolean add = row == FpSimdOpcode.ADDHN || row == FpSimdOpcode.RADDHN;
        long low = r[instruction.rn];
        long high = r[instruction.rn + 1];
        long b = r[instruction.rm];
        long c = r[instruction.rm + 1];
        low = add ? Lanes.add(low, b, wide) : Lanes.subtract(low, b, wide);
        high = add ? Lanes.add(high, c, wide) : Lanes.subtract(high, c, wide);
        if (VectorInteger.isUnsigned(instruction)) {
            long half = Lanes.ones(wide) << ((8 << size) - 1);
            low = Lanes.add(low, half, wide);
            high = Lanes.add(high, half, wide);
        }
        setNarrow(state, instruction, Lanes.odd(low, high, size));
    }

    /** Writes 64 bits of narrowed elements: the low half clears the high one, the high half keeps the low one. */
    static void setNarrow(CpuState state, Instruction instruction, long value) {
        if ((instruction.flags & FpSimdDecoder.SCALAR) != 0) {
            state.r[instruction.rd] = value & Lanes.mask(instruction.flags >> 1 & 3);
            state.r[instruction.rd + 1] = 0;
        } else if ((instruction.flags & 1) == 0) {
            state.r[instruction.rd] = value;
            state.r[instruction.rd + 1] = 0;
        } else {
            state.r[instruction.rd + 1] = value;
        }
    }

    /** Executes XTN, SQXTN, SQXTUN and UQXTN. */
    public static void narrow(CpuState state, Instruction instruction) {
        int size = instruction.flags >> 1 & 3;
        long[] r = state.r;
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        long low = r[instruction.rn];
        long high = r[instruction.rn + 1];
        if ((instruction.flags & FpSimdDecoder.SCALAR) != 0) {
            low &= Lanes.mask(size + 1);
            high = 0;
        }
        if (row != FpSimdOpcode.XTN) {
            boolean unsignedSource = row == FpSimdOpcode.UQXTN;
            boolean unsignedResult = row != FpSimdOpcode.SQXTN;
            low = saturateWide(low, size, unsignedSource, unsignedResult, state.fp);
            high = saturateWide(high, size, unsignedSource, unsignedResult, state.fp);
        }
        setNarrow(state, instruction, Lanes.even(low, high, size));
    }

    /** Saturates each element of twice the given size to that size. */
    static long saturateWide(long wide, int size, boolean unsignedSource, boolean unsignedResult, FpStatus status) {
        long result = 0;
        for (int at = 0; at < 64; at += 16 << size) {
            long value = unsignedSource ? Lanes.unsignedAt(wide, size + 1, at) : Lanes.signedAt(wide, size + 1, at);
            long saturated = saturateOne(value, 8 << size, unsignedSource, unsignedResult, status);
            result |= (saturated & Lanes.mask(size + 1)) << at;
        }
        return result;
    }

    static long saturateOne(long value, int width, boolean unsignedSource, boolean unsignedResult, FpStatus status) {
        if (!unsignedSource) {
            return Element.saturate(value, width, unsignedResult, status);
        }
        if (Long.compareUnsigned(value, -1L >>> (64 - width)) > 0) {
            status.raise(FpStatus.QC);
            return -1L >>> (64 - width);
        }
        return value;
    }

    /** Executes SADDLP, UADDLP, SADALP and UADALP. */
    public static void pairwiseLong(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        int size = instruction.flags >> 1 & 3;
        boolean unsigned = VectorInteger.isUnsigned(instruction);
        boolean accumulate = row == FpSimdOpcode.SADALP || row == FpSimdOpcode.UADALP;
        long[] r = state.r;
        long low = Lanes.add(accumulate ? r[instruction.rd] : 0, pairSums(r[instruction.rn], size, unsigned), size + 1);
        long high = 0;
        if ((instruction.flags & 1) != 0) {
            high = Lanes.add(
                    accumulate ? r[instruction.rd + 1] : 0, pairSums(r[instruction.rn + 1], size, unsigned), size + 1);
        }
        r[instruction.rd] = low;
        r[instruction.rd + 1] = high;
    }

    private static long pairSums(long n, int size, boolean unsigned) {
        long even = Lanes.widen(Lanes.even(n, 0, size), size, unsigned);
        long odd = Lanes.widen(Lanes.odd(n, 0, size), size, unsigned);
        return Lanes.add(even, odd, size + 1);
    }

    /** Executes MUL, MLA, MLS, SQDMULH and SQRDMULH by element. */
    public static void byElement(CpuState state, Instruction instruction) {
        int size = instruction.flags >> 1 & 3;
        boolean scalar = (instruction.flags & FpSimdDecoder.SCALAR) != 0;
        long[] r = state.r;
        long m = Lanes.duplicate(VectorMove.element(state, instruction.rm, size, (int) instruction.imm), size);
        FpSimdOpcode row = switch (FpSimdDecoder.opcode(instruction)) {
            case MUL_ELEMENT -> FpSimdOpcode.MUL_VECTOR;
            case MLA_ELEMENT -> FpSimdOpcode.MLA;
            case MLS_ELEMENT -> FpSimdOpcode.MLS;
            case SQDMULH_ELEMENT -> FpSimdOpcode.SQDMULH;
            default -> FpSimdOpcode.SQRDMULH;
        };
        if (scalar) {
            long mask = Lanes.mask(size);
            r[instruction.rd] =
                    VectorInteger.apply(row, size, false, 0, r[instruction.rn] & mask, m & mask, state.fp) & mask;
            r[instruction.rd + 1] = 0;
            return;
        }
        long low = VectorInteger.apply(row, size, false, r[instruction.rd], r[instruction.rn], m, state.fp);
        long high = 0;
        if ((instruction.flags & 1) != 0) {
            high = VectorInteger.apply(row, size, false, r[instruction.rd + 1], r[instruction.rn + 1], m, state.fp);
        }
        r[instruction.rd] = low;
        r[instruction.rd + 1] = high;
    }

    /** Executes SDOT and UDOT by element. */
    public static void dotByElement(CpuState state, Instruction instruction) {
        boolean unsigned = VectorInteger.isUnsigned(instruction);
        long[] r = state.r;
        long m = Lanes.duplicate(VectorMove.element(state, instruction.rm, 2, (int) instruction.imm), 2);
        long low = VectorInteger.dot(r[instruction.rd], r[instruction.rn], m, unsigned);
        long high = (instruction.flags & 1) == 0
                ? 0
                : VectorInteger.dot(r[instruction.rd + 1], r[instruction.rn + 1], m, unsigned);
        r[instruction.rd] = low;
        r[instruction.rd + 1] = high;
    }
}
