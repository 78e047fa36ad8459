package io.tombolo.soft.internal.interpret;

/** Condition flags of additions, subtractions and logical results (AddWithCarry of the Arm Architecture Reference Manual). */
public final class Flags {
    /** Negative. */
    public static final int N = 1 << 31;
    /** Zero. */
    public static final int Z = 1 << 30;
    /** Carry, or no borrow. */
    public static final int C = 1 << 29;
    /** Signed overflow. */
    public static final int V = 1 << 28;

    private static final int V_FROM_SIGN = 3;

    private Flags() {}

    /** The flags of a logical result. */
    public static int ofLogical64(long result) {
        return ((int) (result >>> 32) & N) | (result == 0 ? Z : 0);
    }

    /** The flags of a logical result of 32 bits. */
    public static int ofLogical32(int result) {
        return (result & N) | (result == 0 ? Z : 0);
    }

    /** The flags of a + b. */
    public static int ofAdd64(long a, long b, long sum) {
        return ofLogical64(sum)
                | (Long.compareUnsigned(sum, a) < 0 ? C : 0)
                | ((int) (((a ^ sum) & (b ^ sum)) >>> (32 + V_FROM_SIGN)) & V);
    }

    /** The flags of a - b. */
    public static int ofSub64(long a, long b, long difference) {
        return ofLogical64(difference)
                | (Long.compareUnsigned(a, b) >= 0 ? C : 0)
                | ((int) (((a ^ b) & (a ^ difference)) >>> (32 + V_FROM_SIGN)) & V);
    }

    /** The flags of a + b in 32 bits. */
    public static int ofAdd32(int a, int b, int sum) {
        return ofLogical32(sum)
                | (Integer.compareUnsigned(sum, a) < 0 ? C : 0)
                | (((a ^ sum) & (b ^ sum)) >>> V_FROM_SIGN & V);
    }

    /** The flags of a - b in 32 bits. */
    public static int ofSub32(int a, int b, int difference) {
        return ofLogical32(difference)
                | (Integer.compareUnsigned(a, b) >= 0 ? C : 0)
                | (((a ^ b) & (a ^ difference)) >>> V_FROM_SIGN & V);
    }

    /** The flags of a + b + carry, where the carry may be set. */
    public static int ofAddCarry64(long a, long b, long sum) {
        long carryOut = ((a & b) | ((a | b) & ~sum)) >>> 63;
        return ofLogical64(sum)
                | (carryOut != 0 ? C : 0)
                | ((int) (((a ^ sum) & (b ^ sum)) >>> (32 + V_FROM_SIGN)) & V);
    }

    /** The flags of a + b + carry, where the carry may be set. */
    public static int ofAddCarry32(int a, int b, int sum) {
        int carryOut = ((a & b) | ((a | b) & ~sum)) >>> 31;
        return ofLogical32(sum) | (carryOut != 0 ? C : 0) | (((a ^ sum) & (b ^ sum)) >>> V_FROM_SIGN & V);
    }

    /** Whether a condition, given as its truth table over NZCV, holds. */
    public static boolean hold(int truthTable, int nzcv) {
        return (truthTable >>> (nzcv >>> 28) & 1) != 0;
    }
}
