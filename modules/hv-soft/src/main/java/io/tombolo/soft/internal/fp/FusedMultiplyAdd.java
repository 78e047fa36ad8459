package io.tombolo.soft.internal.fp;

import static io.tombolo.soft.internal.fp.FpFormat.LEADING_BIT;

/** Multiply and add with one rounding (pseudocode {@code FPMulAdd}, {@code FPRecipStepFused}, {@code FPRSqrtStepFused}), worked out in 128-bit integers. */
final class FusedMultiplyAdd {
    /** The bit of the 128-bit intermediate at which both the product's and the addend's leading ones are put. */
    private static final int WIDE_LEADING_BIT = 125;

    private FusedMultiplyAdd() {}

    /** Returns {@code addend + a * b}. */
    static long compute(FpFormat format, long addend, long a, long b, FpStatus status) {
        addend = format.flushInput(addend, status);
        a = format.flushInput(a, status);
        b = format.flushInput(b, status);
        boolean undefinedProduct =
                (format.isInfinity(a) && format.isZero(b)) || (format.isZero(a) && format.isInfinity(b));
        if (format.isNan(addend) || format.isNan(a) || format.isNan(b)) {
            long nan = Nan.propagate(format, addend, a, b, status);
            return undefinedProduct && !format.isSignalingNan(addend) ? SoftFloat.invalid(format, status) : nan;
        }
        if (undefinedProduct) {
            return SoftFloat.invalid(format, status);
        }
        return finish(format, addend, a, b, 0, status);
    }

    /** Returns {@code 2 - a * b}, with the product of zero and infinity taken as zero. */
    static long reciprocalStep(FpFormat format, long a, long b, FpStatus status) {
        return step(format, format.powerOfTwo(1), a, b, 0, status);
    }

    /** Returns {@code (3 - a * b) / 2}, with the product of zero and infinity taken as zero. */
    static long reciprocalRootStep(FpFormat format, long a, long b, FpStatus status) {
        return step(format, format.powerOfTwo(1) | format.quiet, a, b, -1, status);
    }

    private static long step(FpFormat format, long constant, long a, long b, int scale, FpStatus status) {
        a = format.flushInput(a ^ format.sign, status);
        b = format.flushInput(b, status);
        if (format.isNan(a) || format.isNan(b)) {
            return Nan.propagate(format, a, b, status);
        }
        if ((format.isInfinity(a) && format.isZero(b)) || (format.isZero(a) && format.isInfinity(b))) {
            return constant + ((long) scale << format.fractionBits);
        }
        return finish(format, constant, a, b, scale, status);
    }

    private static long finish(FpFormat format, long addend, long a, long b, int scale, FpStatus status) {
        boolean negative = format.isNegative(a) != format.isNegative(b);
        boolean addendNegative = format.isNegative(addend);
        if (format.isInfinity(a) || format.isInfinity(b)) {
            return format.isInfinity(addend) && addendNegative != negative
                    ? SoftFloat.invalid(format, status)
                    : format.infinity(negative);
        }
        if (format.isInfinity(addend)) {
            return addend;
        }
        if (format.isZero(a) || format.isZero(b)) {
            if (!format.isZero(addend)) {
                return SoftFloat.round(
                        format,
                        addendNegative,
                        format.exponent(addend) + scale,
                        format.significand(addend),
                        status,
                        status.rounding());
            }
            return addendNegative == negative ? addend : SoftFloat.cancelled(format, status.rounding());
        }
        return sum(format, addend, a, b, scale, status);
    }

    private static long sum(FpFormat format, long addend, long a, long b, int scale, FpStatus status) {
        boolean negative = format.isNegative(a) != format.isNegative(b);
        long x = format.significand(a);
        long y = format.significand(b);
        long high = Math.multiplyHigh(x, y);
        long low = x * y;
        int exponent = format.exponent(a) + format.exponent(b) + 1;
        if (high >>> (WIDE_LEADING_BIT - 64) == 0) {
            high = (high << 1) | (low >>> 63);
            low <<= 1;
            exponent--;
        }
        if (!format.isZero(addend)) {
            long otherHigh = format.significand(addend) >>> 1;
            long otherLow = format.significand(addend) << 63;
            int otherExponent = format.exponent(addend);
            boolean swap =
                    otherExponent > exponent || (otherExponent == exponent && below(high, low, otherHigh, otherLow));
            boolean subtract = negative != format.isNegative(addend);
            int distance = Math.abs(exponent - otherExponent);
            long largeHigh = swap ? otherHigh : high;
            long largeLow = swap ? otherLow : low;
            long smallHigh = swap ? high : otherHigh;
            long smallLow = swap ? low : otherLow;
            exponent = Math.max(exponent, otherExponent);
            negative ^= swap && subtract;
            long shiftedHigh = distance > 63 ? 0 : smallHigh >>> distance;
            long shiftedLow = shiftLow(smallHigh, smallLow, distance);
            if (subtract) {
                low = largeLow - shiftedLow;
                high = largeHigh - shiftedHigh - (Long.compareUnsigned(largeLow, shiftedLow) < 0 ? 1 : 0);
            } else {
                low = largeLow + shiftedLow;
                high = largeHigh + shiftedHigh + (Long.compareUnsigned(low, largeLow) < 0 ? 1 : 0);
            }
            if ((high | low) == 0) {
                return SoftFloat.cancelled(format, status.rounding());
            }
        }
        return normalise(format, negative, exponent + scale, high, low, status);
    }

    private static long normalise(
            FpFormat format, boolean negative, int exponent, long high, long low, FpStatus status) {
        int zeros = high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(low);
        int shift = zeros - (63 - LEADING_BIT);
        long significand;
        long rest;
        if (shift >= 64) {
            significand = low << (shift - 64);
            rest = 0;
        } else if (shift == 0) {
            significand = high;
            rest = low;
        } else {
            significand = (high << shift) | (low >>> (64 - shift));
            rest = low << shift;
        }
        exponent += LEADING_BIT + 64 - WIDE_LEADING_BIT - shift;
        return SoftFloat.round(
                format, negative, exponent, rest != 0 ? significand | 1 : significand, status, status.rounding());
    }

    private static boolean below(long high, long low, long otherHigh, long otherLow) {
        return high != otherHigh ? high < otherHigh : Long.compareUnsigned(low, otherLow) < 0;
    }

    /** Returns the low half of a 128-bit value shifted right, with whether ones were lost in bit 0. */
    private static long shiftLow(long high, long low, int distance) {
        if (distance == 0) {
            return low;
        }
        if (distance < 64) {
            return (high << -distance) | SoftFloat.shiftRightSticky(low, distance);
        }
        long shifted = SoftFloat.shiftRightSticky(high, distance - 64);
        return low != 0 ? shifted | 1 : shifted;
    }
}
