package io.tombolo.soft.internal.simd;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.fp.FpStatus;

/** Shifts by immediate. */
public final class VectorShift {
    private VectorShift() {}

    /** Executes the shifts whose result has elements of the same size, vector and scalar. */
    public static void shift(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        int size = instruction.flags >> 1 & 3;
        int left = (int) instruction.imm;
        boolean unsigned = VectorInteger.isUnsigned(instruction);
        long[] r = state.r;
        if ((instruction.flags & FpSimdDecoder.SCALAR) != 0) {
            long mask = Lanes.mask(size);
            r[instruction.rd] =
                    lanes(row, size, left, unsigned, r[instruction.rd], r[instruction.rn] & mask, state.fp) & mask;
            r[instruction.rd + 1] = 0;
            return;
        }
        long low = lanes(row, size, left, unsigned, r[instruction.rd], r[instruction.rn], state.fp);
        long high = 0;
        if ((instruction.flags & 1) != 0) {
            high = lanes(row, size, left, unsigned, r[instruction.rd + 1], r[instruction.rn + 1], state.fp);
        }
        r[instruction.rd] = low;
        r[instruction.rd + 1] = high;
    }

    private static long lanes(FpSimdOpcode row, int size, int left, boolean unsigned, long d, long n, FpStatus status) {
        int width = 8 << size;
        int right = width - left;
        return switch (row) {
            case SSHR, USHR -> Lanes.shiftRight(n, size, right, unsigned);
            case SSRA, USRA -> Lanes.add(d, Lanes.shiftRight(n, size, right, unsigned), size);
            case SHL -> Lanes.shiftLeft(n, size, left);
            case SLI -> {
                long kept = Lanes.duplicate((1L << left) - 1, size);
                yield (d & kept) | Lanes.shiftLeft(n, size, left);
            }
            case SRI -> {
                long replaced = right == width ? 0 : Lanes.duplicate(Lanes.mask(size) >>> right, size);
                yield (d & ~replaced) | Lanes.shiftRight(n, size, right, true);
            }
            default -> elements(row, size, left, unsigned, d, n, status);
        };
    }

    private static long elements(
            FpSimdOpcode row, int size, int left, boolean unsigned, long d, long n, FpStatus status) {
        int width = 8 << size;
        long result = 0;
        for (int at = 0; at < 64; at += width) {
            long a = unsigned && row != FpSimdOpcode.SQSHLU
                    ? Lanes.unsignedAt(n, size, at)
                    : Lanes.signedAt(n, size, at);
            long c = switch (row) {
                case SRSHR, URSHR -> Element.shiftRight(a, width - left, unsigned, true);
                case SRSRA, URSRA ->
                    Lanes.unsignedAt(d, size, at) + Element.shiftRight(a, width - left, unsigned, true);
                case SQSHL, UQSHL -> Element.shiftLeftSaturating(a, left, width, unsigned, status);
                case SQSHLU -> Element.shiftLeftSaturatingUnsigned(a, left, width, status);
                default -> throw new AssertionError(row);
            };
            result |= (c & Lanes.mask(size)) << at;
        }
        return result;
    }

    /** Executes the shifts right that halve the element size. */
    public static void narrow(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        int size = instruction.flags >> 1 & 3;
        int right = (8 << size) - (int) instruction.imm;
        long[] r = state.r;
        long low = r[instruction.rn];
        long high = r[instruction.rn + 1];
        if (row == FpSimdOpcode.SHRN) {
            low >>>= right;
            high >>>= right;
        } else {
            if ((instruction.flags & FpSimdDecoder.SCALAR) != 0) {
                low &= Lanes.mask(size + 1);
                high = 0;
            }
            low = narrowed(row, size, right, low, state.fp);
            high = narrowed(row, size, right, high, state.fp);
        }
        VectorLong.setNarrow(state, instruction, Lanes.even(low, high, size));
    }

    private static long narrowed(FpSimdOpcode row, int size, int right, long wide, FpStatus status) {
        boolean unsignedSource = row == FpSimdOpcode.UQSHRN || row == FpSimdOpcode.UQRSHRN;
        boolean unsignedResult = unsignedSource || row == FpSimdOpcode.SQSHRUN || row == FpSimdOpcode.SQRSHRUN;
        boolean round = switch (row) {
            case RSHRN, SQRSHRN, SQRSHRUN, UQRSHRN -> true;
            default -> false;
        };
        long result = 0;
        for (int at = 0; at < 64; at += 16 << size) {
            long value = unsignedSource ? Lanes.unsignedAt(wide, size + 1, at) : Lanes.signedAt(wide, size + 1, at);
            long shifted = Element.shiftRight(value, right, unsignedSource, round);
            if (row != FpSimdOpcode.RSHRN) {
                shifted = VectorLong.saturateOne(shifted, 8 << size, unsignedSource, unsignedResult, status);
            }
            result |= (shifted & Lanes.mask(size)) << at;
        }
        return result;
    }

    /** Executes SSHLL and USHLL. */
    public static void widen(CpuState state, Instruction instruction) {
        int size = instruction.flags >> 1 & 3;
        boolean unsigned = VectorInteger.isUnsigned(instruction);
        setWide(state, instruction, size, unsigned, (int) instruction.imm);
    }

    /** Executes SHLL. */
    public static void widenFull(CpuState state, Instruction instruction) {
        int size = instruction.flags >> 1 & 3;
        setWide(state, instruction, size, true, 8 << size);
    }

    private static void setWide(CpuState state, Instruction instruction, int size, boolean unsigned, int left) {
        long[] r = state.r;
        long n = r[instruction.rn + (instruction.flags & 1)];
        r[instruction.rd] = Lanes.shiftLeft(Lanes.widen(n, size, unsigned), size + 1, left);
        r[instruction.rd + 1] = Lanes.shiftLeft(Lanes.widen(n >>> 32, size, unsigned), size + 1, left);
    }
}
