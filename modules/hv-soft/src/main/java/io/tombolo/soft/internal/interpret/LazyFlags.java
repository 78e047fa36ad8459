package io.tombolo.soft.internal.interpret;

/** Condition flags as the operands that they come from: a kind of operation and one or two numbers. */
public final class LazyFlags {
    /** The first number is NZCV itself; in a processor's state, its NZCV counts. */
    public static final int PACKED = 0;
    /** First minus second, 64 bits. */
    public static final int SUB64 = 1;
    /** First minus second, 32 bits. */
    public static final int SUB32 = 2;
    /** First plus second, 64 bits. */
    public static final int ADD64 = 3;
    /** First plus second, 32 bits. */
    public static final int ADD32 = 4;
    /** The first number is a logical result of 64 bits. */
    public static final int LOGIC64 = 5;
    /** The first number is a logical result of 32 bits. */
    public static final int LOGIC32 = 6;
    /** The numbers are the bits of two doubles that are compared. */
    public static final int COMPARE = 7;
    /** Not known before it runs. */
    public static final int DYNAMIC = 8;

    private LazyFlags() {}

    /** NZCV in bits 31..28. */
    public static int nzcv(int kind, long first, long second) {
        return switch (kind) {
            case PACKED -> (int) first;
            case SUB64 -> Flags.ofSub64(first, second, first - second);
            case SUB32 -> Flags.ofSub32((int) first, (int) second, (int) first - (int) second);
            case ADD64 -> Flags.ofAdd64(first, second, first + second);
            case ADD32 -> Flags.ofAdd32((int) first, (int) second, (int) first + (int) second);
            case LOGIC64 -> Flags.ofLogical64(first);
            case LOGIC32 -> Flags.ofLogical32((int) first);
            default -> ofCompare(Double.longBitsToDouble(first), Double.longBitsToDouble(second));
        };
    }

    private static int ofCompare(double first, double second) {
        if (first < second) {
            return Flags.N;
        }
        if (first == second) {
            return Flags.Z | Flags.C;
        }
        return first > second ? Flags.C : Flags.C | Flags.V;
    }
}
