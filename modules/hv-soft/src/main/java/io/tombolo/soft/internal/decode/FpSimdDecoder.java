package io.tombolo.soft.internal.decode;

import io.tombolo.soft.internal.CpuState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the instructions of {@link FpSimdOpcode}. Thread-safe.
 *
 * <p>Vector registers become the slot of their low half. The flags of a vector instruction are {@code scalar << 3 | size << 1 | Q} with the binary
 * logarithm of the element size in bytes; those of a scalar floating-point instruction are 0 for single and 1 for double precision, plus 2 where the
 * general register is 64 bits wide; those of a load or store are the binary logarithm of the transfer size, plus {@link #POST_INDEX} or
 * {@link #PRE_INDEX}.
 */
public final class FpSimdDecoder {
    /** Flag of loads and stores: the base register is updated after the access. */
    public static final int POST_INDEX = 1 << 8;
    /** Flag of loads and stores: the base register is updated, and the access is at the new address. */
    public static final int PRE_INDEX = 1 << 9;
    /** Flag of vector instructions: the scalar form. */
    public static final int SCALAR = 1 << 3;

    private static final int STACK_ALIGNMENT = 15;

    private final EncodingTable<FpSimdOpcode> table = new EncodingTable<>(FpSimdOpcode.values());

    /**
     * Decodes an instruction word with bits 28..25 x111, or a load or store with bit 26 set.
     *
     * @return the instruction, its {@code op} at least {@link Operation#FP_SIMD}; or null if the encoding is unallocated
     */
    public @Nullable Instruction decode(int word) {
        FpSimdOpcode row = table.find(word);
        return row == null ? null : decode(row, word);
    }

    /** Returns the row of an instruction that this decoder made and whose operation is {@link FpSimdOperation#OTHER} or above. */
    public static FpSimdOpcode opcode(Instruction instruction) {
        return Rows.ALL[instruction.op - FpSimdOperation.OTHER];
    }

    /** Returns the row of any instruction that this decoder made, by its encoding; slow. */
    public static FpSimdOpcode row(Instruction instruction) {
        return instruction.op >= FpSimdOperation.OTHER
                ? opcode(instruction)
                : Objects.requireNonNull(Rows.TABLE.find(instruction.word));
    }

    private static @Nullable Instruction decode(FpSimdOpcode row, int word) {
        return switch (row.form()) {
            case FP_TO_INTEGER, FP_TO_FIXED, FP_TO_GENERAL ->
                generalConversion(row, word, destination(word), vector(word >>> 5));
            case INTEGER_TO_FP, FIXED_TO_FP, GENERAL_TO_FP ->
                generalConversion(row, word, vector(word), source(word >>> 5));
            case FP_PRECISION -> precision(row, word);
            case FP_ONE_SOURCE, FP_COMPARE, FP_TWO_SOURCE, FP_THREE_SOURCE -> scalar(row, word, 0);
            case FP_CONDITIONAL -> conditional(row, word);
            case FP_IMMEDIATE ->
                scalar(
                        row,
                        word,
                        field(word, 22, 2) == 0
                                ? FpSimdImmediate.single(field(word, 13, 8))
                                : FpSimdImmediate.doubled(field(word, 13, 8)));
            case CRYPTO_AES, CRYPTO_SHA, LOGICAL -> vectorRow(row, word, 0, 0);
            case COPY, COPY_FROM_GENERAL, COPY_TO_GENERAL -> copy(row, word);
            case EXTRACT ->
                bit(word, 30) == 0 && bit(word, 14) != 0 ? null : vectorRow(row, word, 0, field(word, 11, 4));
            case TABLE -> vectorRow(row, word, 0, field(word, 13, 2) + 1);
            case MODIFIED_IMMEDIATE -> modifiedImmediate(row, word);
            case PERMUTE,
                    THREE_SAME,
                    PAIRWISE,
                    DOT_PRODUCT,
                    THREE_DIFFERENT,
                    TWO_MISC,
                    PAIRWISE_LONG,
                    NARROW,
                    SHIFT_LONG_FULL,
                    ACROSS,
                    SCALAR_PAIR -> shaped(row, word, field(word, 22, 2), field(word, 22, 2), 0);
            case THREE_SAME_FP, PAIRWISE_FP, TWO_MISC_FP, ACROSS_FP, SCALAR_PAIR_FP ->
                shaped(row, word, field(word, 22, 2), 2 + bit(word, 22), 0);
            case FP_NARROW, FP_LONG -> shaped(row, word, field(word, 22, 2), 1 + bit(word, 22), 0);
            case SHIFT, SHIFT_NARROW, SHIFT_LONG, SHIFT_FP -> shift(row, word);
            case BY_ELEMENT, LONG_BY_ELEMENT, DOT_BY_ELEMENT, FP_BY_ELEMENT -> byElement(row, word);
            case LOAD_STORE_UNSIGNED, LOAD_STORE_UNSCALED, LOAD_STORE_REGISTER -> single(row, word);
            case LOAD_LITERAL -> literal(row, word);
            case LOAD_STORE_PAIR -> pair(row, word);
            case STRUCTURES -> structures(row, word);
            case STRUCTURE_REPLICATE, STRUCTURE_ELEMENT -> element(row, word);
        };
    }

    private static @Nullable Instruction generalConversion(FpSimdOpcode row, int word, int rd, int rn) {
        int format = field(word, 22, 2);
        boolean wide = word < 0;
        if (row.form() != FpSimdForm.FP_TO_GENERAL && row.form() != FpSimdForm.GENERAL_TO_FP && format > 1) {
            return null;
        }
        boolean fixed = row.form() == FpSimdForm.FP_TO_FIXED || row.form() == FpSimdForm.FIXED_TO_FP;
        int fractionBits = fixed ? 64 - field(word, 10, 6) : 0;
        if (fixed && !wide && fractionBits > 32) {
            return null;
        }
        return new Instruction(
                FpSimdOperation.of(row, word), rd, rn, 0, 0, format | (wide ? 2 : 0), 0, fractionBits, word);
    }

    private static @Nullable Instruction precision(FpSimdOpcode row, int word) {
        int from = field(word, 22, 2);
        int to = field(word, 15, 2);
        if (from == to || from == 2 || to == 2) {
            return null;
        }
        return new Instruction(
                FpSimdOperation.of(row, word), vector(word), vector(word >>> 5), 0, 0, from | to << 2, 0, 0, word);
    }

    private static @Nullable Instruction scalar(FpSimdOpcode row, int word, long imm) {
        int format = field(word, 22, 2);
        return format > 1 ? null : vectors(row, word, format, imm);
    }

    private static @Nullable Instruction conditional(FpSimdOpcode row, int word) {
        int format = field(word, 22, 2);
        return format > 1 ? null : vectors(row, word, format | Expansion.condition(word >>> 12) << 4, word & 15);
    }

    private static @Nullable Instruction shaped(FpSimdOpcode row, int word, int encodedSize, int size, long imm) {
        return Shapes.has(row.shapes(), word, encodedSize) ? vectorRow(row, word, size, imm) : null;
    }

    private static Instruction vectorRow(FpSimdOpcode row, int word, int size, long imm) {
        return vectors(row, word, vectorFlags(word, size), imm);
    }

    private static Instruction vectors(FpSimdOpcode row, int word, int flags, long imm) {
        return new Instruction(
                FpSimdOperation.of(row, word),
                vector(word),
                vector(word >>> 5),
                vector(word >>> 16),
                vector(word >>> 10),
                flags,
                0,
                imm,
                word);
    }

    private static int vectorFlags(int word, int size) {
        return bit(word, 28) << 3 | size << 1 | bit(word, 30);
    }

    private static @Nullable Instruction copy(FpSimdOpcode row, int word) {
        int imm5 = field(word, 16, 5);
        int size = Integer.numberOfTrailingZeros(imm5);
        boolean full = bit(word, 30) != 0;
        boolean allocated = size <= 3
                && switch (row) {
                    case DUP_ELEMENT, DUP_GENERAL -> size < 3 || full;
                    case SMOV -> size < (full ? 3 : 2);
                    case UMOV -> (size == 3) == full;
                    default -> true;
                };
        if (!allocated) {
            return null;
        }
        int index = imm5 >>> (size + 1);
        long imm = row == FpSimdOpcode.INS_ELEMENT ? (field(word, 11, 4) >>> size) << 4 | index : index;
        if (row == FpSimdOpcode.DUP_ELEMENT || row == FpSimdOpcode.DUP_SCALAR) {
            imm = (long) index << 4;
        }
        int rd = row.form() == FpSimdForm.COPY_TO_GENERAL ? destination(word) : vector(word);
        int rn = row.form() == FpSimdForm.COPY_FROM_GENERAL ? source(word >>> 5) : vector(word >>> 5);
        return new Instruction(FpSimdOperation.of(row, word), rd, rn, 0, 0, vectorFlags(word, size), 0, imm, word);
    }

    private static @Nullable Instruction modifiedImmediate(FpSimdOpcode row, int word) {
        if (row == FpSimdOpcode.FMOV_VECTOR_DOUBLE && bit(word, 30) == 0) {
            return null;
        }
        int imm8 = field(word, 16, 3) << 5 | field(word, 5, 5);
        return vectorRow(row, word, 0, FpSimdImmediate.vector(row, imm8, field(word, 12, 4)));
    }

    private static @Nullable Instruction shift(FpSimdOpcode row, int word) {
        int immh = field(word, 19, 4);
        if (immh == 0) {
            return null;
        }
        int size = 31 - Integer.numberOfLeadingZeros(immh);
        return shaped(row, word, size, size, field(word, 16, 7) - (8 << size));
    }

    private static @Nullable Instruction byElement(FpSimdOpcode row, int word) {
        int size = field(word, 22, 2);
        int high = bit(word, 11);
        int low = bit(word, 21);
        int middle = bit(word, 20);
        if (!Shapes.has(row.shapes(), word, size) || (size == 3 && low != 0)) {
            return null;
        }
        int rm = field(word, 16, 5);
        int index;
        if (size == 1) {
            index = high << 2 | low << 1 | middle;
            rm &= 15;
        } else {
            index = size == 2 ? high << 1 | low : high;
        }
        return new Instruction(
                FpSimdOperation.of(row, word),
                vector(word),
                vector(word >>> 5),
                vector(rm),
                0,
                vectorFlags(word, size),
                0,
                index,
                word);
    }

    private static @Nullable Instruction single(FpSimdOpcode row, int word) {
        int scale = bit(word, 23) << 2 | word >>> 30;
        if (scale > 4) {
            return null;
        }
        int index = 0;
        long imm;
        int mode = 0;
        if (row.form() == FpSimdForm.LOAD_STORE_UNSIGNED) {
            imm = (long) field(word, 10, 12) << scale;
        } else if (row.form() == FpSimdForm.LOAD_STORE_REGISTER) {
            index = source(word >>> 16);
            imm = (long) field(word, 13, 3) << 3 | (bit(word, 12) != 0 ? scale : 0);
        } else {
            imm = signed(word, 12, 9);
            mode = indexMode(field(word, 10, 2));
        }
        return memory(row, word, index, 0, scale | mode, imm);
    }

    private static int indexMode(int encoded) {
        return switch (encoded) {
            case 1 -> POST_INDEX;
            case 3 -> PRE_INDEX;
            default -> 0;
        };
    }

    private static @Nullable Instruction literal(FpSimdOpcode row, int word) {
        int scale = 2 + (word >>> 30);
        if (scale > 4) {
            return null;
        }
        return new Instruction(
                FpSimdOperation.of(row, word), vector(word), 0, 0, 0, scale, 0, signed(word, 5, 19) * 4, word);
    }

    private static @Nullable Instruction pair(FpSimdOpcode row, int word) {
        int scale = 2 + (word >>> 30);
        if (scale > 4) {
            return null;
        }
        long imm = signed(word, 15, 7) << scale;
        return memory(row, word, 0, vector(word >>> 10), scale | indexMode(field(word, 23, 2)), imm);
    }

    private static @Nullable Instruction structures(FpSimdOpcode row, int word) {
        int size = field(word, 10, 2);
        boolean post = bit(word, 23) != 0;
        if (!Shapes.has(row.shapes(), word, size) || (!post && field(word, 16, 5) != 0)) {
            return null;
        }
        return memory(row, word, source(word >>> 16), 0, size << 1 | bit(word, 30) | (post ? POST_INDEX : 0), 0);
    }

    private static @Nullable Instruction element(FpSimdOpcode row, int word) {
        boolean post = bit(word, 23) != 0;
        int scale = field(word, 14, 2);
        int position = bit(word, 30) << 3 | bit(word, 12) << 2 | field(word, 10, 2);
        if (!post && field(word, 16, 5) != 0) {
            return null;
        }
        int size = scale;
        int index = position;
        if (row.form() == FpSimdForm.STRUCTURE_REPLICATE) {
            size = field(word, 10, 2);
            index = 0;
        } else if (scale == 1) {
            index = position >> 1;
            if ((position & 1) != 0) {
                return null;
            }
        } else if (scale == 2) {
            boolean doubled = (position & 1) != 0;
            if ((position & 2) != 0 || (doubled && (position & 4) != 0)) {
                return null;
            }
            size = doubled ? 3 : 2;
            index = position >> size;
        } else if (scale == 3) {
            return null;
        }
        return memory(row, word, source(word >>> 16), 0, size << 1 | bit(word, 30) | (post ? POST_INDEX : 0), index);
    }

    private static Instruction memory(FpSimdOpcode row, int word, int rm, int ra, int flags, long imm) {
        int base = word >>> 5 & 31;
        return new Instruction(
                FpSimdOperation.of(row, word),
                vector(word),
                base,
                rm,
                ra,
                flags,
                base == CpuState.SP ? STACK_ALIGNMENT : 0,
                imm,
                word);
    }

    private static int vector(int number) {
        return CpuState.V + 2 * (number & 31);
    }

    private static int source(int number) {
        return (number & 31) == 31 ? CpuState.ZERO : number & 31;
    }

    private static int destination(int number) {
        return (number & 31) == 31 ? CpuState.DISCARD : number & 31;
    }

    private static int bit(int word, int position) {
        return word >>> position & 1;
    }

    private static int field(int word, int position, int width) {
        return word >>> position & (1 << width) - 1;
    }

    private static long signed(int word, int position, int width) {
        return (long) word << (64 - width - position) >> (64 - width);
    }

    /** The rows as an array that is made once; never written. */
    private static final class Rows {
        static final FpSimdOpcode[] ALL = FpSimdOpcode.values();
        static final EncodingTable<FpSimdOpcode> TABLE = new EncodingTable<>(ALL);
    }
}
