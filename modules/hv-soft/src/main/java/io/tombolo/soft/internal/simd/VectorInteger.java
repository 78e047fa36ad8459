package io.tombolo.soft.internal.simd;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.fp.FpStatus;

/** Integer instructions whose operands and result have elements of the same size. */
public final class VectorInteger {
    private static final int UNSIGNED_BIT = 29;

    private VectorInteger() {}

    /** Executes the bitwise instructions of three registers that are not frequent. */
    public static void logical(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        long[] r = state.r;
        long low = logical(row, r[instruction.rd], r[instruction.rn], r[instruction.rm]);
        long high = logical(row, r[instruction.rd + 1], r[instruction.rn + 1], r[instruction.rm + 1]);
        r[instruction.rd] = low;
        r[instruction.rd + 1] = (instruction.flags & 1) != 0 ? high : 0;
    }

    private static long logical(FpSimdOpcode row, long d, long n, long m) {
        return switch (row) {
            case ORN -> n | ~m;
            case BSL -> Lanes.select(d, n, m);
            case BIT -> Lanes.select(m, n, d);
            default -> Lanes.select(m, d, n);
        };
    }

    /** Executes the elementwise instructions of three registers, vector and scalar. */
    public static void threeSame(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        int size = instruction.flags >> 1 & 3;
        boolean unsigned = isUnsigned(instruction);
        long[] r = state.r;
        if ((instruction.flags & FpSimdDecoder.SCALAR) != 0) {
            long mask = Lanes.mask(size);
            r[instruction.rd] = apply(
                            row,
                            size,
                            unsigned,
                            r[instruction.rd],
                            r[instruction.rn] & mask,
                            r[instruction.rm] & mask,
                            state.fp)
                    & mask;
            r[instruction.rd + 1] = 0;
            return;
        }
        long low = apply(row, size, unsigned, r[instruction.rd], r[instruction.rn], r[instruction.rm], state.fp);
        long high = 0;
        if ((instruction.flags & 1) != 0) {
            high = apply(
                    row, size, unsigned, r[instruction.rd + 1], r[instruction.rn + 1], r[instruction.rm + 1], state.fp);
        }
        r[instruction.rd] = low;
        r[instruction.rd + 1] = high;
    }

    static boolean isUnsigned(Instruction instruction) {
        return (instruction.word >>> UNSIGNED_BIT & 1) != 0;
    }

    /** Applies an instruction of three registers to one long of elements. */
    static long apply(FpSimdOpcode row, int size, boolean unsigned, long d, long n, long m, FpStatus status) {
        return switch (row) {
            case ADD_VECTOR -> Lanes.add(n, m, size);
            case SUB_VECTOR -> Lanes.subtract(n, m, size);
            case CMEQ -> Lanes.equal(n, m, size);
            case CMTST -> ~Lanes.isZero(n & m, size);
            case CMGT -> Lanes.greater(n, m, size);
            case CMHI -> Lanes.above(n, m, size);
            case CMGE -> ~Lanes.greater(m, n, size);
            case CMHS -> ~Lanes.above(m, n, size);
            case SMAX, UMAX -> Lanes.max(n, m, size, unsigned);
            case SMIN, UMIN -> Lanes.min(n, m, size, unsigned);
            case SABD, UABD -> Lanes.absoluteDifference(n, m, size, unsigned);
            case SABA, UABA -> Lanes.add(d, Lanes.absoluteDifference(n, m, size, unsigned), size);
            case SHADD, UHADD -> Lanes.halvingAdd(n, m, size, unsigned, false);
            case SRHADD, URHADD -> Lanes.halvingAdd(n, m, size, unsigned, true);
            case SHSUB, UHSUB -> Lanes.halvingSubtract(n, m, size, unsigned);
            case MUL_VECTOR -> Lanes.multiply(n, m, size);
            case MLA -> Lanes.add(d, Lanes.multiply(n, m, size), size);
            case MLS -> Lanes.subtract(d, Lanes.multiply(n, m, size), size);
            default -> eachElement(row, size, unsigned, n, m, status);
        };
    }

    private static long eachElement(FpSimdOpcode row, int size, boolean unsigned, long n, long m, FpStatus status) {
        int width = 8 << size;
        long result = 0;
        for (int at = 0; at < 64; at += width) {
            long a = unsigned ? Lanes.unsignedAt(n, size, at) : Lanes.signedAt(n, size, at);
            long b = unsigned ? Lanes.unsignedAt(m, size, at) : Lanes.signedAt(m, size, at);
            long c = switch (row) {
                case SQADD, UQADD -> Element.add(a, b, width, unsigned, status);
                case SQSUB, UQSUB -> Element.subtract(a, b, width, unsigned, status);
                case SSHL_REGISTER, USHL_REGISTER -> Element.shift(a, (byte) b, width, unsigned, false, false, status);
                case SRSHL, URSHL -> Element.shift(a, (byte) b, width, unsigned, true, false, status);
                case SQSHL_REGISTER, UQSHL_REGISTER -> Element.shift(a, (byte) b, width, unsigned, false, true, status);
                case SQRSHL, UQRSHL -> Element.shift(a, (byte) b, width, unsigned, true, true, status);
                case PMUL -> Element.polynomialMultiply(a, b);
                // The U bit tells rounding here, not signedness.
                case SQDMULH -> Element.doublingMultiplyHigh(a, b, width, false, status);
                case SQRDMULH ->
                    Element.doublingMultiplyHigh(
                            Lanes.signedAt(n, size, at), Lanes.signedAt(m, size, at), width, true, status);
                default -> throw new AssertionError(row);
            };
            result |= (c & Lanes.mask(size)) << at;
        }
        return result;
    }

    /** Executes the pairwise instructions of three registers. */
    public static void pairwise(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        int size = instruction.flags >> 1 & 3;
        long[] r = state.r;
        long n = r[instruction.rn];
        long m = r[instruction.rm];
        if ((instruction.flags & 1) == 0) {
            r[instruction.rd] = pairs(row, n, m, size);
            r[instruction.rd + 1] = 0;
        } else {
            long low = pairs(row, n, r[instruction.rn + 1], size);
            r[instruction.rd + 1] = pairs(row, m, r[instruction.rm + 1], size);
            r[instruction.rd] = low;
        }
    }

    private static long pairs(FpSimdOpcode row, long low, long high, int size) {
        long even = Lanes.even(low, high, size);
        long odd = Lanes.odd(low, high, size);
        return switch (row) {
            case ADDP_VECTOR -> Lanes.add(even, odd, size);
            case SMAXP -> Lanes.max(even, odd, size, false);
            case UMAXP -> Lanes.max(even, odd, size, true);
            case SMINP -> Lanes.min(even, odd, size, false);
            default -> Lanes.min(even, odd, size, true);
        };
    }

    /** Executes ADDP to a scalar. */
    public static void scalarPair(CpuState state, Instruction instruction) {
        long[] r = state.r;
        r[instruction.rd] = r[instruction.rn] + r[instruction.rn + 1];
        r[instruction.rd + 1] = 0;
    }

    /** Executes the reductions of a vector to one element. */
    public static void across(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        int size = instruction.flags >> 1 & 3;
        boolean unsigned = isUnsigned(instruction);
        long[] r = state.r;
        int elements = ((instruction.flags & 1) == 0 ? 8 : 16) >> size;
        long result = 0;
        for (int i = 0; i < elements; i++) {
            long lanes = r[instruction.rn + (i << size >> 3)];
            int at = (i << size & 7) << 3;
            long value = unsigned ? Lanes.unsignedAt(lanes, size, at) : Lanes.signedAt(lanes, size, at);
            if (i == 0) {
                result = value;
                continue;
            }
            result = switch (row) {
                case SMAXV, UMAXV -> Math.max(result, value);
                case SMINV, UMINV -> Math.min(result, value);
                default -> result + value;
            };
        }
        boolean isLong = row == FpSimdOpcode.SADDLV || row == FpSimdOpcode.UADDLV;
        r[instruction.rd] = result & Lanes.mask(isLong ? size + 1 : size);
        r[instruction.rd + 1] = 0;
    }

    /** Executes SDOT and UDOT. */
    public static void dotProduct(CpuState state, Instruction instruction) {
        boolean unsigned = isUnsigned(instruction);
        long[] r = state.r;
        long low = dot(r[instruction.rd], r[instruction.rn], r[instruction.rm], unsigned);
        long high = (instruction.flags & 1) == 0
                ? 0
                : dot(r[instruction.rd + 1], r[instruction.rn + 1], r[instruction.rm + 1], unsigned);
        r[instruction.rd] = low;
        r[instruction.rd + 1] = high;
    }

    /** Adds to each word of d the dot product of its four bytes in n and m. */
    static long dot(long d, long n, long m, boolean unsigned) {
        long sum = 0;
        for (int at = 0; at < 64; at += 8) {
            long product = unsigned
                    ? Lanes.unsignedAt(n, 0, at) * Lanes.unsignedAt(m, 0, at)
                    : Lanes.signedAt(n, 0, at) * Lanes.signedAt(m, 0, at);
            sum = Lanes.add(sum, (product & 0xFFFF_FFFFL) << (at & 32), 2);
        }
        return Lanes.add(d, sum, 2);
    }

    /** Executes the elementwise instructions of two registers, vector and scalar. */
    public static void twoMisc(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        int size = instruction.flags >> 1 & 3;
        long[] r = state.r;
        if ((instruction.flags & FpSimdDecoder.SCALAR) != 0) {
            long mask = Lanes.mask(size);
            r[instruction.rd] = misc(row, size, r[instruction.rd] & mask, r[instruction.rn] & mask, state.fp) & mask;
            r[instruction.rd + 1] = 0;
            return;
        }
        long low = misc(row, size, r[instruction.rd], r[instruction.rn], state.fp);
        long high = (instruction.flags & 1) == 0
                ? 0
                : misc(row, size, r[instruction.rd + 1], r[instruction.rn + 1], state.fp);
        r[instruction.rd] = low;
        r[instruction.rd + 1] = high;
    }

    private static long misc(FpSimdOpcode row, int size, long d, long n, FpStatus status) {
        return switch (row) {
            case REV64 -> Lanes.reverseElements(n, size, 3);
            case REV32 -> Lanes.reverseElements(n, size, 2);
            case REV16 -> Lanes.reverseElements(n, size, 1);
            case CLS -> Lanes.countLeadingSigns(n, size);
            case CLZ -> Lanes.countLeadingZeros(n, size);
            case CNT -> Lanes.countBits(n);
            case NOT -> ~n;
            case RBIT -> Lanes.reverseBits(n);
            case ABS -> Lanes.absolute(n, size);
            case NEG -> Lanes.subtract(0, n, size);
            case CMGT_ZERO -> ~(Lanes.signMask(n, size) | Lanes.isZero(n, size));
            case CMGE_ZERO -> ~Lanes.signMask(n, size);
            case CMEQ_ZERO -> Lanes.isZero(n, size);
            case CMLE_ZERO -> Lanes.signMask(n, size) | Lanes.isZero(n, size);
            case CMLT_ZERO -> Lanes.signMask(n, size);
            default -> miscElements(row, size, d, n, status);
        };
    }

    private static long miscElements(FpSimdOpcode row, int size, long d, long n, FpStatus status) {
        int width = 8 << size;
        long result = 0;
        for (int at = 0; at < 64; at += width) {
            long a = Lanes.signedAt(n, size, at);
            long c = switch (row) {
                case SUQADD ->
                    Element.addUnsignedToSigned(
                            Lanes.signedAt(d, size, at), Lanes.unsignedAt(n, size, at), width, status);
                case USQADD -> Element.addSignedToUnsigned(Lanes.unsignedAt(d, size, at), a, width, status);
                case SQABS -> a < 0 ? Element.subtract(0, a, width, false, status) : a;
                case SQNEG -> Element.subtract(0, a, width, false, status);
                default -> throw new AssertionError(row);
            };
            result |= (c & Lanes.mask(size)) << at;
        }
        return result;
    }
}
