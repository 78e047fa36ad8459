package io.tombolo.soft.internal.decode;

/**
 * The dense numbers that the FP and SIMD interpreter switches on: the frequent instructions have their own, the others are {@link #OTHER} plus the ordinal
 * of their row.
 */
public final class FpSimdOperation {
    /** LDR and LDUR of 128 bits. */
    public static final int LOAD_128 = Operation.FP_SIMD;
    /** LDR and LDUR of 64 bits. */
    public static final int LOAD_64 = Operation.FP_SIMD + 1;
    /** LDR and LDUR of 32 bits. */
    public static final int LOAD_32 = Operation.FP_SIMD + 2;
    /** STR and STUR of 128 bits. */
    public static final int STORE_128 = Operation.FP_SIMD + 3;
    /** STR and STUR of 64 bits. */
    public static final int STORE_64 = Operation.FP_SIMD + 4;
    /** STR and STUR of 32 bits. */
    public static final int STORE_32 = Operation.FP_SIMD + 5;
    /** LDP in all its forms. */
    public static final int LOAD_PAIR = Operation.FP_SIMD + 6;
    /** STP in all its forms. */
    public static final int STORE_PAIR = Operation.FP_SIMD + 7;
    /** AND (vector). */
    public static final int AND = Operation.FP_SIMD + 8;
    /** BIC (vector, register). */
    public static final int BIC = Operation.FP_SIMD + 9;
    /** ORR (vector, register). */
    public static final int ORR = Operation.FP_SIMD + 10;
    /** EOR (vector). */
    public static final int EOR = Operation.FP_SIMD + 11;
    /** ADD (vector). */
    public static final int ADD = Operation.FP_SIMD + 12;
    /** SUB (vector). */
    public static final int SUB = Operation.FP_SIMD + 13;
    /** CMEQ (vector, register). */
    public static final int COMPARE_EQUAL = Operation.FP_SIMD + 14;
    /** CMHS (vector, register). */
    public static final int COMPARE_ABOVE_OR_EQUAL = Operation.FP_SIMD + 15;
    /** CMEQ (vector, zero). */
    public static final int COMPARE_ZERO = Operation.FP_SIMD + 16;
    /** UMAXP. */
    public static final int PAIRWISE_MAX = Operation.FP_SIMD + 17;
    /** ADDP (vector). */
    public static final int PAIRWISE_ADD = Operation.FP_SIMD + 18;
    /** SHRN. */
    public static final int SHIFT_NARROW = Operation.FP_SIMD + 19;
    /** FMOV of 64 bits to a general register. */
    public static final int TO_GENERAL = Operation.FP_SIMD + 20;
    /** FMOV of 64 bits from a general register. */
    public static final int FROM_GENERAL = Operation.FP_SIMD + 21;
    /** DUP from a general register. */
    public static final int DUPLICATE = Operation.FP_SIMD + 22;
    /** MOVI, MVNI, FMOV (vector, immediate). */
    public static final int IMMEDIATE = Operation.FP_SIMD + 23;
    /** FMOV of 64 bits between vector registers. */
    public static final int MOVE_64 = Operation.FP_SIMD + 24;
    /** FADD, double precision. */
    public static final int ADD_DOUBLE = Operation.FP_SIMD + 25;
    /** FSUB, double precision. */
    public static final int SUBTRACT_DOUBLE = Operation.FP_SIMD + 26;
    /** FMUL, double precision. */
    public static final int MULTIPLY_DOUBLE = Operation.FP_SIMD + 27;
    /** FMADD, double precision. */
    public static final int MULTIPLY_ADD_DOUBLE = Operation.FP_SIMD + 28;
    /** FCMP and FCMPE of two registers. */
    public static final int COMPARE = Operation.FP_SIMD + 29;

    /** All others: this plus the ordinal of the row. */
    public static final int OTHER = Operation.FP_SIMD + 64;

    private static final int WIDE_SCALAR = 1 << 28;

    private FpSimdOperation() {}

    /** Returns the number for a word of a row. */
    @SuppressWarnings(
            "EnumOrdinal") // Ordinals are the dense numbers that a switch is fast with; nothing outlives the process.
    static int of(FpSimdOpcode row, int word) {
        int frequent = frequent(row, word);
        return frequent != 0 ? frequent : OTHER + row.ordinal();
    }

    private static int frequent(FpSimdOpcode row, int word) {
        boolean isDouble = (word >>> 22 & 3) == 1;
        boolean isVector = (word & WIDE_SCALAR) == 0;
        return switch (row) {
            case LDR_FP_UNSIGNED, LDUR_FP -> bySize(word, LOAD_128, LOAD_64, LOAD_32);
            case STR_FP_UNSIGNED, STUR_FP -> bySize(word, STORE_128, STORE_64, STORE_32);
            case LDP_FP, LDP_FP_POST, LDP_FP_PRE, LDNP_FP -> LOAD_PAIR;
            case STP_FP, STP_FP_POST, STP_FP_PRE, STNP_FP -> STORE_PAIR;
            case AND -> AND;
            case BIC -> BIC;
            case ORR -> ORR;
            case EOR -> EOR;
            case ADD_VECTOR -> isVector ? ADD : 0;
            case SUB_VECTOR -> isVector ? SUB : 0;
            case CMEQ -> isVector ? COMPARE_EQUAL : 0;
            case CMHS -> isVector ? COMPARE_ABOVE_OR_EQUAL : 0;
            case CMEQ_ZERO -> isVector ? COMPARE_ZERO : 0;
            case UMAXP -> PAIRWISE_MAX;
            case ADDP_VECTOR -> PAIRWISE_ADD;
            case SHRN -> SHIFT_NARROW;
            case FMOV_TO_GENERAL_64 -> TO_GENERAL;
            case FMOV_FROM_GENERAL_64 -> FROM_GENERAL;
            case DUP_GENERAL -> DUPLICATE;
            case MOVI_BYTE, MOVI_HALF, MOVI_WORD, MOVI_ONES, MOVI_DOUBLE, MVNI_HALF, MVNI_WORD, MVNI_ONES -> IMMEDIATE;
            case FMOV -> isDouble ? MOVE_64 : 0;
            case FADD -> isDouble ? ADD_DOUBLE : 0;
            case FSUB -> isDouble ? SUBTRACT_DOUBLE : 0;
            case FMUL -> isDouble ? MULTIPLY_DOUBLE : 0;
            case FMADD -> isDouble ? MULTIPLY_ADD_DOUBLE : 0;
            case FCMP, FCMPE -> COMPARE;
            default -> 0;
        };
    }

    private static int bySize(int word, int of128, int of64, int of32) {
        return switch ((word >>> 23 & 1) << 2 | word >>> 30) {
            case 4 -> of128;
            case 3 -> of64;
            case 2 -> of32;
            default -> 0;
        };
    }
}
