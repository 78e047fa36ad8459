package io.tombolo.soft.internal.simd;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.fp.FpArithmetic;
import io.tombolo.soft.internal.fp.FpCompare;
import io.tombolo.soft.internal.fp.FpFormat;
import io.tombolo.soft.internal.fp.FpStatus;

/** Floating-point vector instructions of two operands, with their scalar, pairwise and across-vector relatives. */
public final class VectorFp {
    private static final long WORD = 0xFFFF_FFFFL;

    private VectorFp() {}

    static FpFormat format(Instruction instruction) {
        return (instruction.flags >> 1 & 3) == 3 ? FpFormat.DOUBLE : FpFormat.SINGLE;
    }

    /** Executes the elementwise instructions of three registers. */
    public static void threeSame(CpuState state, Instruction instruction) {
        long[] r = state.r;
        apply(state, instruction, FpSimdDecoder.opcode(instruction), r[instruction.rm], r[instruction.rm + 1]);
    }

    /** Executes FMLA, FMLS, FMUL and FMULX by element. */
    public static void byElement(CpuState state, Instruction instruction) {
        int size = instruction.flags >> 1 & 3;
        long m = Lanes.duplicate(VectorMove.element(state, instruction.rm, size, (int) instruction.imm), size);
        FpSimdOpcode row = switch (FpSimdDecoder.opcode(instruction)) {
            case FMLA_ELEMENT -> FpSimdOpcode.FMLA;
            case FMLS_ELEMENT -> FpSimdOpcode.FMLS;
            case FMUL_ELEMENT -> FpSimdOpcode.FMUL_VECTOR;
            default -> FpSimdOpcode.FMULX;
        };
        apply(state, instruction, row, m, m);
    }

    private static void apply(CpuState state, Instruction instruction, FpSimdOpcode row, long mLow, long mHigh) {
        FpFormat format = format(instruction);
        long[] r = state.r;
        boolean scalar = (instruction.flags & FpSimdDecoder.SCALAR) != 0;
        long low = lanes(row, format, scalar, r[instruction.rd], r[instruction.rn], mLow, state.fp);
        long high = 0;
        if (!scalar && (instruction.flags & 1) != 0) {
            high = lanes(row, format, false, r[instruction.rd + 1], r[instruction.rn + 1], mHigh, state.fp);
        }
        r[instruction.rd] = low;
        r[instruction.rd + 1] = high;
    }

    private static long lanes(
            FpSimdOpcode row, FpFormat format, boolean scalar, long d, long n, long m, FpStatus status) {
        if (format == FpFormat.DOUBLE) {
            return element(row, format, d, n, m, status);
        }
        long low = element(row, format, d & WORD, n & WORD, m & WORD, status);
        return scalar ? low : low | element(row, format, d >>> 32, n >>> 32, m >>> 32, status) << 32;
    }

    private static long element(FpSimdOpcode row, FpFormat format, long d, long n, long m, FpStatus status) {
        long sign = format.signMask();
        return switch (row) {
            case FADD_VECTOR, FADDP_VECTOR, FADDP_SCALAR -> FpArithmetic.add(format, n, m, status);
            case FSUB_VECTOR -> FpArithmetic.subtract(format, n, m, status);
            case FMUL_VECTOR -> FpArithmetic.multiply(format, n, m, status);
            case FMULX -> FpArithmetic.multiplyExtended(format, n, m, status);
            case FDIV_VECTOR -> FpArithmetic.divide(format, n, m, status);
            case FMLA -> FpArithmetic.multiplyAdd(format, d, n, m, status);
            case FMLS -> FpArithmetic.multiplyAdd(format, d, n ^ sign, m, status);
            case FABD -> FpArithmetic.subtract(format, n, m, status) & ~sign;
            case FRECPS -> FpArithmetic.reciprocalStep(format, n, m, status);
            case FRSQRTS -> FpArithmetic.reciprocalRootStep(format, n, m, status);
            case FMAX_VECTOR, FMAXP_VECTOR, FMAXP_SCALAR, FMAXV -> FpCompare.max(format, n, m, status);
            case FMIN_VECTOR, FMINP_VECTOR, FMINP_SCALAR, FMINV -> FpCompare.min(format, n, m, status);
            case FMAXNM_VECTOR, FMAXNMP_VECTOR, FMAXNMP_SCALAR, FMAXNMV -> FpCompare.maxNumber(format, n, m, status);
            case FMINNM_VECTOR, FMINNMP_VECTOR, FMINNMP_SCALAR, FMINNMV -> FpCompare.minNumber(format, n, m, status);
            case FCMEQ -> mask(format, FpCompare.compare(format, n, m, false, status) == FpCompare.EQUAL);
            case FCMGE -> mask(format, isGreaterOrEqual(FpCompare.compare(format, n, m, true, status)));
            case FCMGT -> mask(format, FpCompare.compare(format, n, m, true, status) == FpCompare.GREATER);
            case FACGE -> mask(format, isGreaterOrEqual(FpCompare.compare(format, n & ~sign, m & ~sign, true, status)));
            case FACGT ->
                mask(format, FpCompare.compare(format, n & ~sign, m & ~sign, true, status) == FpCompare.GREATER);
            default -> throw new AssertionError(row);
        };
    }

    static boolean isGreaterOrEqual(int nzcv) {
        return nzcv == FpCompare.GREATER || nzcv == FpCompare.EQUAL;
    }

    /** Returns all ones or all zeros in the width of a format. */
    static long mask(FpFormat format, boolean holds) {
        return holds ? -1L >>> (64 - format.width()) : 0;
    }

    /** Executes the pairwise instructions of three registers. */
    public static void pairwise(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        FpFormat format = format(instruction);
        int size = instruction.flags >> 1 & 3;
        long[] r = state.r;
        long n = r[instruction.rn];
        long m = r[instruction.rm];
        long low;
        long high = 0;
        if ((instruction.flags & 1) == 0) {
            low = pairs(row, format, n, m, size, state.fp);
        } else {
            low = pairs(row, format, n, r[instruction.rn + 1], size, state.fp);
            high = pairs(row, format, m, r[instruction.rm + 1], size, state.fp);
        }
        r[instruction.rd] = low;
        r[instruction.rd + 1] = high;
    }

    private static long pairs(FpSimdOpcode row, FpFormat format, long low, long high, int size, FpStatus status) {
        return lanes(row, format, false, 0, Lanes.even(low, high, size), Lanes.odd(low, high, size), status);
    }

    /** Executes the pairwise instructions with a scalar result. */
    public static void scalarPair(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        FpFormat format = format(instruction);
        long[] r = state.r;
        long n = r[instruction.rn];
        long result = format == FpFormat.DOUBLE
                ? element(row, format, 0, n, r[instruction.rn + 1], state.fp)
                : element(row, format, 0, n & WORD, n >>> 32, state.fp);
        r[instruction.rd] = result;
        r[instruction.rd + 1] = 0;
    }

    /** Executes the reductions of four single-precision elements to one, pair by pair as the pseudocode {@code Reduce} does. */
    public static void across(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        long[] r = state.r;
        long n = r[instruction.rn];
        long m = r[instruction.rn + 1];
        long low = element(row, FpFormat.SINGLE, 0, n & WORD, n >>> 32, state.fp);
        long high = element(row, FpFormat.SINGLE, 0, m & WORD, m >>> 32, state.fp);
        r[instruction.rd] = element(row, FpFormat.SINGLE, 0, low, high, state.fp);
        r[instruction.rd + 1] = 0;
    }
}
