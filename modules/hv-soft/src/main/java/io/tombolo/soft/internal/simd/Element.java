package io.tombolo.soft.internal.simd;

import io.tombolo.soft.internal.fp.FpStatus;

/** Saturating and shifting arithmetic on one element, held sign- or zero-extended in a long. Pure but for the saturation bit of the status. */
final class Element {
    private Element() {}

    /** Saturates a value that fits a long to a signed or unsigned element. */
    static long saturate(long value, int width, boolean unsigned, FpStatus status) {
        if (unsigned) {
            return saturateUnsigned(value, width, status);
        }
        if (width == 64) {
            return value;
        }
        long max = (1L << (width - 1)) - 1;
        if (value > max || value < ~max) {
            status.raise(FpStatus.QC);
            return value < 0 ? ~max : max;
        }
        return value;
    }

    /** Saturates a signed value to an unsigned element. */
    static long saturateUnsigned(long value, int width, FpStatus status) {
        if (value < 0) {
            status.raise(FpStatus.QC);
            return 0;
        }
        long max = -1L >>> (64 - width);
        if (width < 64 && value > max) {
            status.raise(FpStatus.QC);
            return max;
        }
        return value;
    }

    /** Adds with saturation. */
    static long add(long a, long b, int width, boolean unsigned, FpStatus status) {
        if (width < 64) {
            return saturate(a + b, width, unsigned, status);
        }
        long sum = a + b;
        boolean overflow = unsigned ? Long.compareUnsigned(sum, a) < 0 : ((a ^ sum) & (b ^ sum)) < 0;
        if (!overflow) {
            return sum;
        }
        status.raise(FpStatus.QC);
        return unsigned ? -1L : a >> 63 ^ Long.MAX_VALUE;
    }

    /** Subtracts with saturation. */
    static long subtract(long a, long b, int width, boolean unsigned, FpStatus status) {
        if (width < 64) {
            return saturate(a - b, width, unsigned, status);
        }
        long difference = a - b;
        boolean overflow = unsigned ? Long.compareUnsigned(a, b) < 0 : ((a ^ b) & (a ^ difference)) < 0;
        if (!overflow) {
            return difference;
        }
        status.raise(FpStatus.QC);
        return unsigned ? 0 : a >> 63 ^ Long.MAX_VALUE;
    }

    /** Adds an unsigned to a signed element, saturating to signed (SUQADD). */
    static long addUnsignedToSigned(long signed, long unsigned, int width, FpStatus status) {
        if (width < 64) {
            return saturate(signed + unsigned, width, false, status);
        }
        long sum = signed + unsigned;
        // The sum is at least -2^63; it is too large if the unsigned operand pushed it past 2^63 - 1.
        boolean overflow = Long.compareUnsigned(sum - Long.MIN_VALUE, signed - Long.MIN_VALUE) < 0;
        if (overflow) {
            status.raise(FpStatus.QC);
            return Long.MAX_VALUE;
        }
        return sum;
    }

    /** Adds a signed to an unsigned element, saturating to unsigned (USQADD). */
    static long addSignedToUnsigned(long unsigned, long signed, int width, FpStatus status) {
        if (width < 64) {
            return saturateUnsigned(unsigned + signed, width, status);
        }
        long sum = unsigned + signed;
        if (signed < 0 && Long.compareUnsigned(unsigned, -signed) < 0) {
            status.raise(FpStatus.QC);
            return 0;
        }
        if (signed >= 0 && Long.compareUnsigned(sum, unsigned) < 0) {
            status.raise(FpStatus.QC);
            return -1L;
        }
        return sum;
    }

    /**
     * Shifts by a signed distance, left if positive (pseudocode of SSHL, SQSHL, SRSHL, SQRSHL and their unsigned forms).
     *
     * @param distance -128 to 127
     */
    static long shift(
            long value, int distance, int width, boolean unsigned, boolean round, boolean saturate, FpStatus status) {
        if (distance < 0) {
            return shiftRight(value, -distance, unsigned, round);
        }
        if (!saturate) {
            return distance >= width ? 0 : value << distance;
        }
        return shiftLeftSaturating(value, distance, width, unsigned, status);
    }

    /** Shifts left and saturates to the same signedness. */
    static long shiftLeftSaturating(long value, int distance, int width, boolean unsigned, FpStatus status) {
        if (value == 0) {
            return 0;
        }
        long shifted = distance < 64 ? value << distance : 0;
        boolean lossless = distance < 64 && (unsigned ? shifted >>> distance : shifted >> distance) == value;
        if (lossless && (width == 64 || fits(shifted, width, unsigned))) {
            return shifted;
        }
        status.raise(FpStatus.QC);
        if (unsigned) {
            return -1L >>> (64 - width);
        }
        long max = -1L >>> (65 - width);
        return value < 0 ? ~max : max;
    }

    /** Shifts a signed value left and saturates to unsigned (SQSHLU). */
    static long shiftLeftSaturatingUnsigned(long value, int distance, int width, FpStatus status) {
        if (value < 0) {
            status.raise(FpStatus.QC);
            return 0;
        }
        return shiftLeftSaturating(value, distance, width, true, status);
    }

    private static boolean fits(long value, int width, boolean unsigned) {
        return unsigned ? value >>> width == 0 : value << (64 - width) >> (64 - width) == value;
    }

    /** Shifts right by one or more, rounding half up if asked. */
    static long shiftRight(long value, int distance, boolean unsigned, boolean round) {
        if (distance > 64) {
            return unsigned || round ? 0 : value >> 63;
        }
        long rounding = round ? value >>> (distance - 1) & 1 : 0;
        if (distance == 64) {
            long sign = unsigned ? 0 : value >> 63;
            return sign + rounding;
        }
        return (unsigned ? value >>> distance : value >> distance) + rounding;
    }

    /** Returns twice the product, saturated: the product is of elements of the given width, the result twice as wide. */
    static long doublingMultiply(long a, long b, int width, FpStatus status) {
        long product = a * b;
        return add(product, product, 2 * width, false, status);
    }

    /** Returns the high half of twice the product, saturated. */
    static long doublingMultiplyHigh(long a, long b, int width, boolean round, FpStatus status) {
        long product = a * b;
        if (round) {
            product += 1L << (width - 2);
        }
        return saturate(product >> (width - 1), width, false, status);
    }

    /** Multiplies polynomials over GF(2), eight bits each. */
    static long polynomialMultiply(long a, long b) {
        long result = 0;
        for (int i = 0; i < 8; i++) {
            result ^= (a >>> i & 1) * (b << i);
        }
        return result;
    }
}
