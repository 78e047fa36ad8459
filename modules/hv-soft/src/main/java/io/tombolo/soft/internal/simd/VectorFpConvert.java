package io.tombolo.soft.internal.simd;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.fp.FpArithmetic;
import io.tombolo.soft.internal.fp.FpCompare;
import io.tombolo.soft.internal.fp.FpConvert;
import io.tombolo.soft.internal.fp.FpEstimate;
import io.tombolo.soft.internal.fp.FpFormat;
import io.tombolo.soft.internal.fp.FpStatus;
import io.tombolo.soft.internal.fp.Rounding;

/** Floating-point vector instructions of one operand: conversions, rounding, estimates, comparisons with zero. */
public final class VectorFpConvert {
    private static final long WORD = 0xFFFF_FFFFL;

    private VectorFpConvert() {}

    /** Executes the elementwise instructions of two registers. */
    public static void twoMisc(CpuState state, Instruction instruction) {
        apply(state, instruction, 0);
    }

    /** Executes the conversions between floating and fixed point. */
    public static void shift(CpuState state, Instruction instruction) {
        apply(state, instruction, (8 << (instruction.flags >> 1 & 3)) - (int) instruction.imm);
    }

    private static void apply(CpuState state, Instruction instruction, int fractionBits) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        FpFormat format = VectorFp.format(instruction);
        boolean scalar = (instruction.flags & FpSimdDecoder.SCALAR) != 0;
        long[] r = state.r;
        long low = lanes(row, format, scalar, r[instruction.rn], fractionBits, state.fp);
        long high = 0;
        if (!scalar && (instruction.flags & 1) != 0) {
            high = lanes(row, format, false, r[instruction.rn + 1], fractionBits, state.fp);
        }
        r[instruction.rd] = low;
        r[instruction.rd + 1] = high;
    }

    private static long lanes(
            FpSimdOpcode row, FpFormat format, boolean scalar, long n, int fractionBits, FpStatus status) {
        if (format == FpFormat.DOUBLE) {
            return element(row, format, n, fractionBits, status);
        }
        long low = element(row, format, n & WORD, fractionBits, status);
        return scalar ? low : low | element(row, format, n >>> 32, fractionBits, status) << 32;
    }

    private static long element(FpSimdOpcode row, FpFormat format, long n, int fractionBits, FpStatus status) {
        return switch (row) {
            case FABS_VECTOR -> n & ~format.signMask();
            case FNEG_VECTOR -> n ^ format.signMask();
            case FSQRT_VECTOR -> FpArithmetic.squareRoot(format, n, status);
            case FRECPE -> FpEstimate.reciprocal(format, n, status);
            case FRSQRTE -> FpEstimate.reciprocalRoot(format, n, status);
            case FRECPX -> FpEstimate.reciprocalExponent(format, n, status);
            case URECPE -> FpEstimate.unsignedReciprocal((int) n) & WORD;
            case URSQRTE -> FpEstimate.unsignedReciprocalRoot((int) n) & WORD;
            case FCMGT_ZERO, FCMGE_ZERO, FCMEQ_ZERO, FCMLE_ZERO, FCMLT_ZERO -> compareWithZero(row, format, n, status);
            case FRINTN_VECTOR -> FpConvert.roundToIntegral(format, n, status, Rounding.NEAREST_EVEN, false);
            case FRINTM_VECTOR -> FpConvert.roundToIntegral(format, n, status, Rounding.MINUS_INFINITY, false);
            case FRINTP_VECTOR -> FpConvert.roundToIntegral(format, n, status, Rounding.PLUS_INFINITY, false);
            case FRINTZ_VECTOR -> FpConvert.roundToIntegral(format, n, status, Rounding.ZERO, false);
            case FRINTA_VECTOR -> FpConvert.roundToIntegral(format, n, status, Rounding.NEAREST_AWAY, false);
            case FRINTX_VECTOR -> FpConvert.roundToIntegral(format, n, status, status.rounding(), true);
            case FRINTI_VECTOR -> FpConvert.roundToIntegral(format, n, status, status.rounding(), false);
            case SCVTF_VECTOR, SCVTF_VECTOR_FIXED -> {
                long value = format == FpFormat.SINGLE ? (int) n : n;
                yield FpConvert.fromFixed(format, value, fractionBits, false, status, status.rounding());
            }
            case UCVTF_VECTOR, UCVTF_VECTOR_FIXED ->
                FpConvert.fromFixed(format, n, fractionBits, true, status, status.rounding());
            default -> toFixed(row, format, n, fractionBits, status);
        };
    }

    private static long toFixed(FpSimdOpcode row, FpFormat format, long n, int fractionBits, FpStatus status) {
        boolean unsigned = switch (row) {
            case FCVTNU_VECTOR, FCVTMU_VECTOR, FCVTAU_VECTOR, FCVTPU_VECTOR, FCVTZU_VECTOR, FCVTZU_VECTOR_FIXED -> true;
            default -> false;
        };
        int rounding = switch (row) {
            case FCVTNS_VECTOR, FCVTNU_VECTOR -> Rounding.NEAREST_EVEN;
            case FCVTMS_VECTOR, FCVTMU_VECTOR -> Rounding.MINUS_INFINITY;
            case FCVTAS_VECTOR, FCVTAU_VECTOR -> Rounding.NEAREST_AWAY;
            case FCVTPS_VECTOR, FCVTPU_VECTOR -> Rounding.PLUS_INFINITY;
            case FCVTZS_VECTOR, FCVTZU_VECTOR, FCVTZS_VECTOR_FIXED, FCVTZU_VECTOR_FIXED -> Rounding.ZERO;
            default -> throw new AssertionError(row);
        };
        return FpConvert.toFixed(format, n, fractionBits, unsigned, format.width(), status, rounding);
    }

    private static long compareWithZero(FpSimdOpcode row, FpFormat format, long n, FpStatus status) {
        int nzcv = FpCompare.compare(format, n, 0, row != FpSimdOpcode.FCMEQ_ZERO, status);
        boolean holds = switch (row) {
            case FCMGT_ZERO -> nzcv == FpCompare.GREATER;
            case FCMGE_ZERO -> VectorFp.isGreaterOrEqual(nzcv);
            case FCMEQ_ZERO -> nzcv == FpCompare.EQUAL;
            case FCMLE_ZERO -> nzcv == FpCompare.LESS || nzcv == FpCompare.EQUAL;
            default -> nzcv == FpCompare.LESS;
        };
        return VectorFp.mask(format, holds);
    }

    /** Executes FCVTN and FCVTXN. */
    public static void narrow(CpuState state, Instruction instruction) {
        boolean toOdd = FpSimdDecoder.opcode(instruction) == FpSimdOpcode.FCVTXN;
        int rounding = toOdd ? Rounding.ODD : state.fp.rounding();
        long[] r = state.r;
        boolean half = (instruction.flags >> 1 & 3) == 1;
        long low = r[instruction.rn];
        long high = r[instruction.rn + 1];
        long result;
        if (half) {
            result = toHalves(low, state.fp, rounding) | toHalves(high, state.fp, rounding) << 32;
        } else {
            result = FpConvert.convert(FpFormat.DOUBLE, FpFormat.SINGLE, low, state.fp, rounding);
            if ((instruction.flags & FpSimdDecoder.SCALAR) == 0) {
                result |= FpConvert.convert(FpFormat.DOUBLE, FpFormat.SINGLE, high, state.fp, rounding) << 32;
            }
        }
        VectorLong.setNarrow(state, instruction, result);
    }

    private static long toHalves(long singles, FpStatus status, int rounding) {
        return FpConvert.convert(FpFormat.SINGLE, FpFormat.HALF, singles & WORD, status, rounding)
                | FpConvert.convert(FpFormat.SINGLE, FpFormat.HALF, singles >>> 32, status, rounding) << 16;
    }

    /** Executes FCVTL. */
    public static void widen(CpuState state, Instruction instruction) {
        FpStatus status = state.fp;
        long[] r = state.r;
        long n = r[instruction.rn + (instruction.flags & 1)];
        if ((instruction.flags >> 1 & 3) == 1) {
            r[instruction.rd] = fromHalves(n, status);
            r[instruction.rd + 1] = fromHalves(n >>> 32, status);
        } else {
            r[instruction.rd] =
                    FpConvert.convert(FpFormat.SINGLE, FpFormat.DOUBLE, n & WORD, status, status.rounding());
            r[instruction.rd + 1] =
                    FpConvert.convert(FpFormat.SINGLE, FpFormat.DOUBLE, n >>> 32, status, status.rounding());
        }
    }

    private static long fromHalves(long halves, FpStatus status) {
        return FpConvert.convert(FpFormat.HALF, FpFormat.SINGLE, halves & 0xFFFF, status, status.rounding())
                | FpConvert.convert(FpFormat.HALF, FpFormat.SINGLE, halves >>> 16 & 0xFFFF, status, status.rounding())
                        << 32;
    }
}
