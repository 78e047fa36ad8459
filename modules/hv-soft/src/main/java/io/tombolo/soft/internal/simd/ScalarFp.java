package io.tombolo.soft.internal.simd;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.fp.FpArithmetic;
import io.tombolo.soft.internal.fp.FpCompare;
import io.tombolo.soft.internal.fp.FpConvert;
import io.tombolo.soft.internal.fp.FpFormat;
import io.tombolo.soft.internal.fp.FpStatus;
import io.tombolo.soft.internal.fp.Rounding;

/** Scalar floating-point instructions. A result clears the rest of its vector register. */
public final class ScalarFp {
    private static final long WORD = 0xFFFF_FFFFL;
    private static final int WIDE = 2;
    private static final int SIGNALING = 1 << 4;
    private static final int NZCV_SHIFT = 28;

    private ScalarFp() {}

    private static FpFormat format(Instruction instruction) {
        return (instruction.flags & 1) == 0 ? FpFormat.SINGLE : FpFormat.DOUBLE;
    }

    private static long operand(CpuState state, int slot, FpFormat format) {
        return format == FpFormat.DOUBLE ? state.r[slot] : state.r[slot] & WORD;
    }

    private static void set(CpuState state, int slot, long value) {
        state.r[slot] = value;
        state.r[slot + 1] = 0;
    }

    /** Executes the instructions of two operands. */
    public static void twoSource(CpuState state, Instruction instruction) {
        FpFormat format = format(instruction);
        long a = operand(state, instruction.rn, format);
        long b = operand(state, instruction.rm, format);
        FpStatus status = state.fp;
        long result = switch (FpSimdDecoder.opcode(instruction)) {
            case FADD -> FpArithmetic.add(format, a, b, status);
            case FSUB -> FpArithmetic.subtract(format, a, b, status);
            case FMUL -> FpArithmetic.multiply(format, a, b, status);
            case FDIV -> FpArithmetic.divide(format, a, b, status);
            case FNMUL -> FpArithmetic.multiply(format, a, b, status) ^ format.signMask();
            case FMAX -> FpCompare.max(format, a, b, status);
            case FMIN -> FpCompare.min(format, a, b, status);
            case FMAXNM -> FpCompare.maxNumber(format, a, b, status);
            default -> FpCompare.minNumber(format, a, b, status);
        };
        set(state, instruction.rd, result);
    }

    /** Executes the fused multiply and add instructions. */
    public static void threeSource(CpuState state, Instruction instruction) {
        FpFormat format = format(instruction);
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        long a = operand(state, instruction.rn, format);
        long b = operand(state, instruction.rm, format);
        long addend = operand(state, instruction.ra, format);
        if (row == FpSimdOpcode.FMSUB || row == FpSimdOpcode.FNMADD) {
            a ^= format.signMask();
        }
        if (row == FpSimdOpcode.FNMADD || row == FpSimdOpcode.FNMSUB) {
            addend ^= format.signMask();
        }
        set(state, instruction.rd, FpArithmetic.multiplyAdd(format, addend, a, b, state.fp));
    }

    /** Executes the instructions of one operand. */
    public static void oneSource(CpuState state, Instruction instruction) {
        FpFormat format = format(instruction);
        long a = operand(state, instruction.rn, format);
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        FpStatus status = state.fp;
        long result = switch (row) {
            case FMOV -> a;
            case FABS -> a & ~format.signMask();
            case FNEG -> a ^ format.signMask();
            case FSQRT -> FpArithmetic.squareRoot(format, a, status);
            case FRINTN -> FpConvert.roundToIntegral(format, a, status, Rounding.NEAREST_EVEN, false);
            case FRINTP -> FpConvert.roundToIntegral(format, a, status, Rounding.PLUS_INFINITY, false);
            case FRINTM -> FpConvert.roundToIntegral(format, a, status, Rounding.MINUS_INFINITY, false);
            case FRINTZ -> FpConvert.roundToIntegral(format, a, status, Rounding.ZERO, false);
            case FRINTA -> FpConvert.roundToIntegral(format, a, status, Rounding.NEAREST_AWAY, false);
            default -> FpConvert.roundToIntegral(format, a, status, status.rounding(), row == FpSimdOpcode.FRINTX);
        };
        set(state, instruction.rd, result);
    }

    /** Executes FCVT. */
    public static void precision(CpuState state, Instruction instruction) {
        FpFormat from = encodedFormat(instruction.flags & 3);
        FpFormat to = encodedFormat(instruction.flags >> 2);
        long mask = -1L >>> (64 - from.width());
        set(
                state,
                instruction.rd,
                FpConvert.convert(from, to, state.r[instruction.rn] & mask, state.fp, state.fp.rounding()));
    }

    private static FpFormat encodedFormat(int ftype) {
        return switch (ftype) {
            case 0 -> FpFormat.SINGLE;
            case 1 -> FpFormat.DOUBLE;
            default -> FpFormat.HALF;
        };
    }

    /** Executes FCMP and FCMPE of two registers. */
    public static void compare(CpuState state, Instruction instruction) {
        FpFormat format = format(instruction);
        compare(state, instruction, format, operand(state, instruction.rm, format));
    }

    /** Executes FCMP and FCMPE with zero. */
    public static void compareWithZero(CpuState state, Instruction instruction) {
        compare(state, instruction, format(instruction), 0);
    }

    private static void compare(CpuState state, Instruction instruction, FpFormat format, long b) {
        boolean signaling = (instruction.word & SIGNALING) != 0;
        state.nzcv =
                FpCompare.compare(format, operand(state, instruction.rn, format), b, signaling, state.fp) << NZCV_SHIFT;
    }

    /** Executes FCCMP, FCCMPE and FCSEL. */
    public static void conditional(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        FpFormat format = format(instruction);
        boolean holds = (instruction.flags >>> 4 >>> (state.nzcv >>> 28) & 1) != 0;
        if (row == FpSimdOpcode.FCSEL) {
            set(state, instruction.rd, operand(state, holds ? instruction.rn : instruction.rm, format));
        } else if (holds) {
            long a = operand(state, instruction.rn, format);
            long b = operand(state, instruction.rm, format);
            state.nzcv = FpCompare.compare(format, a, b, row == FpSimdOpcode.FCCMPE, state.fp) << 28;
        } else {
            state.nzcv = (int) instruction.imm << 28;
        }
    }

    /** Executes FMOV of an immediate. */
    public static void immediate(CpuState state, Instruction instruction) {
        set(state, instruction.rd, instruction.imm);
    }

    /** Executes FMOV to a general register. */
    public static void toGeneral(CpuState state, Instruction instruction) {
        long[] r = state.r;
        r[instruction.rd] = switch (FpSimdDecoder.opcode(instruction)) {
            case FMOV_TO_GENERAL_32 -> r[instruction.rn] & WORD;
            case FMOV_TO_GENERAL_64 -> r[instruction.rn];
            default -> r[instruction.rn + 1];
        };
    }

    /** Executes FMOV from a general register. */
    public static void fromGeneral(CpuState state, Instruction instruction) {
        long value = state.r[instruction.rn];
        switch (FpSimdDecoder.opcode(instruction)) {
            case FMOV_FROM_GENERAL_32 -> set(state, instruction.rd, value & WORD);
            case FMOV_FROM_GENERAL_64 -> set(state, instruction.rd, value);
            default -> state.r[instruction.rd + 1] = value;
        }
    }

    /** Executes the conversions to an integer or fixed point in a general register. */
    public static void toFixed(CpuState state, Instruction instruction) {
        FpFormat format = format(instruction);
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        boolean unsigned = switch (row) {
            case FCVTNU, FCVTAU, FCVTPU, FCVTMU, FCVTZU, FCVTZU_FIXED -> true;
            default -> false;
        };
        int rounding = switch (row) {
            case FCVTNS, FCVTNU -> Rounding.NEAREST_EVEN;
            case FCVTAS, FCVTAU -> Rounding.NEAREST_AWAY;
            case FCVTPS, FCVTPU -> Rounding.PLUS_INFINITY;
            case FCVTMS, FCVTMU -> Rounding.MINUS_INFINITY;
            default -> Rounding.ZERO;
        };
        int width = (instruction.flags & WIDE) != 0 ? 64 : 32;
        long a = operand(state, instruction.rn, format);
        state.r[instruction.rd] =
                FpConvert.toFixed(format, a, (int) instruction.imm, unsigned, width, state.fp, rounding);
    }

    /** Executes the conversions from an integer or fixed point in a general register. */
    public static void fromFixed(CpuState state, Instruction instruction) {
        FpFormat format = format(instruction);
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        boolean unsigned = row == FpSimdOpcode.UCVTF || row == FpSimdOpcode.UCVTF_FIXED;
        long value = state.r[instruction.rn];
        if ((instruction.flags & WIDE) == 0) {
            value = unsigned ? value & WORD : (int) value;
        }
        set(
                state,
                instruction.rd,
                FpConvert.fromFixed(format, value, (int) instruction.imm, unsigned, state.fp, state.fp.rounding()));
    }
}
