package io.tombolo.soft.internal.fp;

import static io.tombolo.soft.internal.fp.FpFormat.LEADING_BIT;

/** Conversions between formats, between floating point and integers or fixed point, and rounding to integral values. */
public final class FpConvert {
    private FpConvert() {}

    /**
     * Converts between formats (pseudocode {@code FPConvert}).
     *
     * @param rounding a constant of {@link Rounding}
     */
    public static long convert(FpFormat from, FpFormat to, long bits, FpStatus status, int rounding) {
        boolean alternative = status.alternativeHalf();
        bits = from.flushInput(bits, status);
        boolean negative = from.isNegative(bits);
        if (from == FpFormat.HALF && alternative) {
            return from.isZero(bits)
                    ? to.zero(negative)
                    : SoftFloat.round(to, negative, from.exponent(bits), from.significand(bits), status, rounding);
        }
        boolean toAlternative = to == FpFormat.HALF && alternative;
        if (from.isNan(bits)) {
            return convertNan(from, to, bits, toAlternative, status);
        }
        if (from.isInfinity(bits)) {
            return toAlternative ? saturateAlternative(negative, status) : to.infinity(negative);
        }
        if (from.isZero(bits)) {
            return to.zero(negative);
        }
        int exponent = from.exponent(bits);
        long significand = from.significand(bits);
        return toAlternative
                ? roundToAlternative(negative, exponent, significand, status, rounding)
                : SoftFloat.round(to, negative, exponent, significand, status, rounding);
    }

    private static long convertNan(FpFormat from, FpFormat to, long bits, boolean toAlternative, FpStatus status) {
        if (from.isSignalingNan(bits) || toAlternative) {
            status.raise(FpStatus.IOC);
        }
        boolean negative = from.isNegative(bits);
        if (toAlternative) {
            return to.zero(negative);
        }
        if (status.defaultNan()) {
            return to.defaultNan;
        }
        int shift = to.fractionBits - from.fractionBits;
        long fraction = bits & from.fractionMask;
        return to.infinity(negative) | to.quiet | (shift >= 0 ? fraction << shift : fraction >>> -shift);
    }

    private static long saturateAlternative(boolean negative, FpStatus status) {
        status.raise(FpStatus.IOC);
        return FpFormat.HALF.zero(negative) | 0x7FFF;
    }

    /** The alternative half format uses the largest exponent for numbers, and has nothing to overflow to. */
    private static long roundToAlternative(
            boolean negative, int exponent, long significand, FpStatus status, int rounding) {
        FpFormat half = FpFormat.HALF;
        if (exponent < half.bias) {
            return SoftFloat.round(half, negative, exponent, significand, status, rounding);
        }
        int drop = LEADING_BIT - half.fractionBits;
        long discarded = significand & ((1L << drop) - 1);
        long kept = significand >>> drop;
        if (discarded != 0
                && Rounding.awayFromZero(
                        rounding, negative, (kept & 1) != 0, Long.compare(discarded, 1L << (drop - 1)))) {
            kept++;
        }
        long packed = ((long) (exponent + half.bias - 1) << half.fractionBits) + kept;
        if (packed > 0x7FFF) {
            return saturateAlternative(negative, status);
        }
        if (discarded != 0) {
            status.raise(FpStatus.IXC);
        }
        return half.zero(negative) | packed;
    }

    /**
     * Rounds to an integral value in the same format (pseudocode {@code FPRoundInt}).
     *
     * @param exact whether to record an inexact result (FRINTX)
     */
    public static long roundToIntegral(FpFormat format, long bits, FpStatus status, int rounding, boolean exact) {
        bits = format.flushInput(bits, status);
        if (format.isNan(bits)) {
            return Nan.quiet(format, bits, status);
        }
        if (format.isZero(bits)) {
            return bits;
        }
        int exponent = format.exponent(bits);
        if (exponent >= format.fractionBits) {
            return bits;
        }
        boolean negative = format.isNegative(bits);
        long significand = SoftFloat.shiftRightSticky(format.significand(bits), Math.max(0, -1 - exponent));
        int drop = LEADING_BIT - Math.max(exponent, -1);
        long integer = drop > 62 ? 0 : significand >>> drop;
        long discarded = significand << (64 - drop);
        if (discarded != 0) {
            if (exact) {
                status.raise(FpStatus.IXC);
            }
            if (Rounding.awayFromZero(
                    rounding, negative, (integer & 1) != 0, Long.compareUnsigned(discarded, Long.MIN_VALUE))) {
                integer++;
            }
        }
        long sign = format.zero(negative);
        if (integer == 0) {
            return sign;
        }
        int leading = 63 - Long.numberOfLeadingZeros(integer);
        return sign
                | (format.powerOfTwo(leading)
                        + ((integer << (format.fractionBits - leading)) - (format.fractionMask + 1)));
    }

    /**
     * Converts to an integer or fixed-point number with saturation (pseudocode {@code FPToFixed}).
     *
     * @param fractionBits of the fixed-point number, zero for an integer
     * @param width of the result, 32 or 64
     * @return the result, zero-extended
     */
    public static long toFixed(
            FpFormat format, long bits, int fractionBits, boolean unsigned, int width, FpStatus status, int rounding) {
        bits = format.flushInput(bits, status);
        if (format.isNan(bits)) {
            status.raise(FpStatus.IOC);
            return 0;
        }
        if (format.isZero(bits)) {
            return 0;
        }
        boolean negative = format.isNegative(bits);
        int exponent = format.isInfinity(bits) ? Short.MAX_VALUE : format.exponent(bits) + fractionBits;
        if (exponent > 63) {
            status.raise(FpStatus.IOC);
            return saturated(negative, unsigned, width);
        }
        long significand = format.significand(bits);
        long magnitude;
        boolean inexact = false;
        if (exponent >= LEADING_BIT) {
            magnitude = significand << (exponent - LEADING_BIT);
        } else {
            significand = SoftFloat.shiftRightSticky(significand, Math.max(0, -1 - exponent));
            int drop = LEADING_BIT - Math.max(exponent, -1);
            magnitude = drop > 62 ? 0 : significand >>> drop;
            long discarded = significand << (64 - drop);
            inexact = discarded != 0;
            if (inexact
                    && Rounding.awayFromZero(
                            rounding,
                            negative,
                            (magnitude & 1) != 0,
                            Long.compareUnsigned(discarded, Long.MIN_VALUE))) {
                magnitude++;
            }
        }
        if (Long.compareUnsigned(magnitude, limit(negative, unsigned, width)) > 0) {
            status.raise(FpStatus.IOC);
            return saturated(negative, unsigned, width);
        }
        if (inexact) {
            status.raise(FpStatus.IXC);
        }
        long result = negative ? -magnitude : magnitude;
        return width == 64 ? result : result & 0xFFFF_FFFFL;
    }

    /** Returns the largest magnitude that an integer of the given kind has. */
    private static long limit(boolean negative, boolean unsigned, int width) {
        if (unsigned) {
            return negative ? 0 : -1L >>> (64 - width);
        }
        long half = 1L << (width - 1);
        return negative ? half : half - 1;
    }

    private static long saturated(boolean negative, boolean unsigned, int width) {
        long limit = limit(negative, unsigned, width);
        return negative && width == 64 ? -limit : limit;
    }

    /**
     * Converts an integer or fixed-point number (pseudocode {@code FixedToFP}).
     *
     * @param value the number, sign- or zero-extended to 64 bits
     * @param fractionBits of the fixed-point number, zero for an integer
     */
    public static long fromFixed(
            FpFormat format, long value, int fractionBits, boolean unsigned, FpStatus status, int rounding) {
        if (value == 0) {
            return 0;
        }
        boolean negative = value < 0 && !unsigned;
        long magnitude = negative ? -value : value;
        int zeros = Long.numberOfLeadingZeros(magnitude);
        long significand = zeros == 0 ? (magnitude >>> 1) | (magnitude & 1) : magnitude << (zeros - 1);
        return SoftFloat.round(format, negative, 63 - zeros - fractionBits, significand, status, rounding);
    }
}
