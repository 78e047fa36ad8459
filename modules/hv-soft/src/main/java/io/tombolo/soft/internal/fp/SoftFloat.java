package io.tombolo.soft.internal.fp;

import static io.tombolo.soft.internal.fp.FpFormat.LEADING_BIT;

/**
 * The basic operations worked out in integers for any {@link FpFormat} and rounding mode: exact, with all exception bits, a few tens of nanoseconds each.
 * {@link FpArithmetic} calls it for what Java's arithmetic cannot do.
 */
final class SoftFloat {
    private SoftFloat() {}

    /**
     * Rounds and packs a finite non-zero value (pseudocode {@code FPRoundBase}).
     *
     * @param exponent of the leading bit
     * @param significand with its leading one at bit 62; bit 0 is sticky
     */
    static long round(
            FpFormat format, boolean negative, int exponent, long significand, FpStatus status, int rounding) {
        int biased = exponent + format.bias;
        if (biased >= format.maxBiased) {
            return overflow(format, negative, status, rounding);
        }
        boolean tiny = biased < 1;
        if (tiny) {
            if (status.flushToZero() && format != FpFormat.HALF) {
                status.raise(FpStatus.UFC);
                return format.zero(negative);
            }
            significand = shiftRightSticky(significand, 1 - biased);
            biased = 1;
        }
        int drop = LEADING_BIT - format.fractionBits;
        long discarded = significand & ((1L << drop) - 1);
        long kept = significand >>> drop;
        if (discarded != 0) {
            status.raise(tiny ? FpStatus.UFC | FpStatus.IXC : FpStatus.IXC);
            if (rounding == Rounding.ODD) {
                kept |= 1;
            } else if (Rounding.awayFromZero(
                    rounding, negative, (kept & 1) != 0, Long.compare(discarded, 1L << (drop - 1)))) {
                kept++;
            }
        }
        long packed = ((long) (biased - 1) << format.fractionBits) + kept;
        if (packed >= format.infinity) {
            return overflow(format, negative, status, rounding);
        }
        return negative ? packed | format.sign : packed;
    }

    /** Returns what a result too large for the format becomes. */
    static long overflow(FpFormat format, boolean negative, FpStatus status, int rounding) {
        status.raise(FpStatus.OFC | FpStatus.IXC);
        return Rounding.overflowsToInfinity(rounding, negative)
                ? format.infinity(negative)
                : format.maxFinite(negative);
    }

    /** Returns the default NaN and records an invalid operation. */
    static long invalid(FpFormat format, FpStatus status) {
        status.raise(FpStatus.IOC);
        return format.defaultNan;
    }

    /** Returns the zero that a sum of opposite values is. */
    static long cancelled(FpFormat format, int rounding) {
        return format.zero(rounding == Rounding.MINUS_INFINITY);
    }

    static long add(FpFormat format, long a, long b, FpStatus status) {
        a = format.flushInput(a, status);
        b = format.flushInput(b, status);
        if (format.isNan(a) || format.isNan(b)) {
            return Nan.propagate(format, a, b, status);
        }
        boolean negativeA = format.isNegative(a);
        boolean negativeB = format.isNegative(b);
        if (format.isInfinity(a)) {
            return format.isInfinity(b) && negativeA != negativeB ? invalid(format, status) : a;
        }
        if (format.isInfinity(b) || (format.isZero(a) && !format.isZero(b))) {
            return b;
        }
        if (format.isZero(b)) {
            return format.isZero(a) && negativeA != negativeB ? cancelled(format, status.rounding()) : a;
        }
        if (magnitudeBelow(format, a, b)) {
            return addOrdered(format, b, a, status);
        }
        return addOrdered(format, a, b, status);
    }

    private static boolean magnitudeBelow(FpFormat format, long a, long b) {
        return (a & ~format.sign) < (b & ~format.sign);
    }

    private static long addOrdered(FpFormat format, long large, long small, FpStatus status) {
        int exponent = format.exponent(large);
        long sum = format.significand(large) >>> 1;
        long addend = shiftRightSticky(format.significand(small) >>> 1, exponent - format.exponent(small));
        boolean negative = format.isNegative(large);
        sum = negative == format.isNegative(small) ? sum + addend : sum - addend;
        if (sum == 0) {
            return cancelled(format, status.rounding());
        }
        int shift = Long.numberOfLeadingZeros(sum) - 1;
        return round(format, negative, exponent + 1 - shift, sum << shift, status, status.rounding());
    }

    static long multiply(FpFormat format, long a, long b, FpStatus status) {
        a = format.flushInput(a, status);
        b = format.flushInput(b, status);
        if (format.isNan(a) || format.isNan(b)) {
            return Nan.propagate(format, a, b, status);
        }
        boolean negative = format.isNegative(a) != format.isNegative(b);
        if (format.isInfinity(a) || format.isInfinity(b)) {
            return format.isZero(a) || format.isZero(b) ? invalid(format, status) : format.infinity(negative);
        }
        if (format.isZero(a) || format.isZero(b)) {
            return format.zero(negative);
        }
        long x = format.significand(a);
        long y = format.significand(b);
        // The product's leading one is at bit 124 or 125, that is 60 or 61 of the high half.
        long high = (Math.multiplyHigh(x, y) << 1) | ((x * y) >>> 63);
        long product = high | (((x * y) << 1) != 0 ? 1 : 0);
        int shift = Long.numberOfLeadingZeros(product) - 1;
        return round(
                format,
                negative,
                format.exponent(a) + format.exponent(b) + 1 - shift,
                product << shift,
                status,
                status.rounding());
    }

    static long divide(FpFormat format, long a, long b, FpStatus status) {
        a = format.flushInput(a, status);
        b = format.flushInput(b, status);
        if (format.isNan(a) || format.isNan(b)) {
            return Nan.propagate(format, a, b, status);
        }
        boolean negative = format.isNegative(a) != format.isNegative(b);
        if (format.isInfinity(a)) {
            return format.isInfinity(b) ? invalid(format, status) : format.infinity(negative);
        }
        if (format.isZero(b)) {
            if (format.isZero(a)) {
                return invalid(format, status);
            }
            status.raise(FpStatus.DZC);
            return format.infinity(negative);
        }
        if (format.isZero(a) || format.isInfinity(b)) {
            return format.zero(negative);
        }
        return divideFinite(format, negative, a, b, status);
    }

    private static long divideFinite(FpFormat format, boolean negative, long a, long b, FpStatus status) {
        long remainder = format.significand(a);
        long divisor = format.significand(b);
        int exponent = format.exponent(a) - format.exponent(b);
        if (remainder < divisor) {
            remainder <<= 1;
            exponent--;
        }
        remainder -= divisor;
        long quotient = 1;
        for (int i = 0; i < LEADING_BIT; i++) {
            remainder <<= 1;
            quotient <<= 1;
            if (Long.compareUnsigned(remainder, divisor) >= 0) {
                remainder -= divisor;
                quotient |= 1;
            }
        }
        return round(format, negative, exponent, remainder != 0 ? quotient | 1 : quotient, status, status.rounding());
    }

    static long squareRoot(FpFormat format, long a, FpStatus status) {
        a = format.flushInput(a, status);
        if (format.isNan(a)) {
            return Nan.quiet(format, a, status);
        }
        if (format.isZero(a)) {
            return a;
        }
        if (format.isNegative(a)) {
            return invalid(format, status);
        }
        if (format.isInfinity(a)) {
            return a;
        }
        int exponent = format.exponent(a);
        long radicand = format.significand(a) << (exponent & 1);
        // Digit by digit, two bits of the radicand for one of the root: 57 bits are enough to round any format.
        long root = 0;
        long remainder = 0;
        for (int i = 0; i < 57; i++) {
            remainder = (remainder << 2) | (radicand >>> 62);
            radicand <<= 2;
            long trial = (root << 2) | 1;
            root <<= 1;
            if (remainder >= trial) {
                remainder -= trial;
                root |= 1;
            }
        }
        root <<= 6;
        return round(format, false, exponent >> 1, remainder != 0 ? root | 1 : root, status, status.rounding());
    }

    /** Shifts right and keeps in bit 0 whether a one was lost. */
    static long shiftRightSticky(long value, int distance) {
        if (distance == 0) {
            return value;
        }
        if (distance > 63) {
            return value != 0 ? 1 : 0;
        }
        return (value >>> distance) | ((value << -distance) != 0 ? 1 : 0);
    }
}
