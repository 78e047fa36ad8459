package io.tombolo.soft.internal.fp;

/** Comparisons, maximum and minimum of single and double precision on raw bits. */
public final class FpCompare {
    /** NZCV of "equal". */
    public static final int EQUAL = 0b0110;
    /** NZCV of "less than". */
    public static final int LESS = 0b1000;
    /** NZCV of "greater than". */
    public static final int GREATER = 0b0010;
    /** NZCV of "unordered". */
    public static final int UNORDERED = 0b0011;

    private FpCompare() {}

    /**
     * Compares two values.
     *
     * @param signaling whether a quiet NaN is an invalid operation, too (FCMPE, FCMGE)
     * @return the condition flags N, Z, C, V in bits 3 to 0, one of the constants of this class
     */
    public static int compare(FpFormat format, long a, long b, boolean signaling, FpStatus status) {
        a = format.flushInput(a, status);
        b = format.flushInput(b, status);
        if (format.isNan(a) || format.isNan(b)) {
            if (signaling || format.isSignalingNan(a) || format.isSignalingNan(b)) {
                status.raise(FpStatus.IOC);
            }
            return UNORDERED;
        }
        int order = order(format, a, b);
        if (order == 0) {
            return EQUAL;
        }
        return order < 0 ? LESS : GREATER;
    }

    /** Returns the larger operand, a NaN if there is one; plus zero is larger than minus zero. */
    public static long max(FpFormat format, long a, long b, FpStatus status) {
        a = format.flushInput(a, status);
        b = format.flushInput(b, status);
        if (format.isNan(a) || format.isNan(b)) {
            return Nan.propagate(format, a, b, status);
        }
        return key(format, a) > key(format, b) ? a : b;
    }

    /** Returns the smaller operand, a NaN if there is one; minus zero is smaller than plus zero. */
    public static long min(FpFormat format, long a, long b, FpStatus status) {
        a = format.flushInput(a, status);
        b = format.flushInput(b, status);
        if (format.isNan(a) || format.isNan(b)) {
            return Nan.propagate(format, a, b, status);
        }
        return key(format, a) < key(format, b) ? a : b;
    }

    /** Returns the larger operand; a single quiet NaN counts as smaller than any number (IEEE 754-2008 maxNum). */
    public static long maxNumber(FpFormat format, long a, long b, FpStatus status) {
        if (isQuietNan(format, a) && !isQuietNan(format, b)) {
            a = format.infinity(true);
        } else if (isQuietNan(format, b) && !isQuietNan(format, a)) {
            b = format.infinity(true);
        }
        return max(format, a, b, status);
    }

    /** Returns the smaller operand; a single quiet NaN counts as larger than any number (IEEE 754-2008 minNum). */
    public static long minNumber(FpFormat format, long a, long b, FpStatus status) {
        if (isQuietNan(format, a) && !isQuietNan(format, b)) {
            a = format.infinity(false);
        } else if (isQuietNan(format, b) && !isQuietNan(format, a)) {
            b = format.infinity(false);
        }
        return min(format, a, b, status);
    }

    private static boolean isQuietNan(FpFormat format, long bits) {
        return format.isNan(bits) && (bits & format.quiet) != 0;
    }

    private static int order(FpFormat format, long a, long b) {
        if (format.isZero(a) && format.isZero(b)) {
            return 0;
        }
        return Long.compare(key(format, a), key(format, b));
    }

    /** Maps bits to integers of the same order, minus zero just below plus zero. */
    private static long key(FpFormat format, long bits) {
        long magnitude = bits & ~format.sign & format.mask;
        return format.isNegative(bits) ? ~magnitude : magnitude;
    }
}
