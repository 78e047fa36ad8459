package io.tombolo.soft.internal.fp;

/** Rounding modes as small integers: the first four as FPCR.RMode encodes them, then the two that only single instructions ask for. */
public final class Rounding {
    /** To nearest, ties to even. */
    public static final int NEAREST_EVEN = 0;
    /** Towards plus infinity. */
    public static final int PLUS_INFINITY = 1;
    /** Towards minus infinity. */
    public static final int MINUS_INFINITY = 2;
    /** Towards zero. */
    public static final int ZERO = 3;
    /** To nearest, ties away from zero. */
    public static final int NEAREST_AWAY = 4;
    /** To odd (FCVTXN): truncates and sets the last bit when inexact. */
    public static final int ODD = 5;

    private Rounding() {}

    /**
     * Tells whether a magnitude that lies between two representable ones is rounded away from zero.
     *
     * @param rounding a constant of this class
     * @param negative the sign of the value
     * @param odd whether the representable magnitude below is odd
     * @param half how the discarded part compares with one half of a unit: negative, zero or positive
     */
    static boolean awayFromZero(int rounding, boolean negative, boolean odd, int half) {
        return switch (rounding) {
            case NEAREST_EVEN -> half > 0 || (half == 0 && odd);
            case PLUS_INFINITY -> !negative;
            case MINUS_INFINITY -> negative;
            case NEAREST_AWAY -> half >= 0;
            default -> false;
        };
    }

    /** Tells whether an overflow gives infinity (else the largest finite number). */
    static boolean overflowsToInfinity(int rounding, boolean negative) {
        return switch (rounding) {
            case NEAREST_EVEN, NEAREST_AWAY -> true;
            case PLUS_INFINITY -> !negative;
            case MINUS_INFINITY -> negative;
            default -> false;
        };
    }
}
