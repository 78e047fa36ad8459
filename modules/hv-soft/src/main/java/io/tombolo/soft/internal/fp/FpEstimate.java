package io.tombolo.soft.internal.fp;

/** Reciprocal and reciprocal square root estimates, bit for bit as the architecture tabulates them (pseudocode {@code RecipEstimate}, {@code RecipSqrtEstimate}). */
public final class FpEstimate {
    private FpEstimate() {}

    /** Returns an eight-bit estimate of {@code 1 / a} (FRECPE). */
    public static long reciprocal(FpFormat format, long a, FpStatus status) {
        a = format.flushInput(a, status);
        if (format.isNan(a)) {
            return Nan.quiet(format, a, status);
        }
        boolean negative = format.isNegative(a);
        if (format.isInfinity(a)) {
            return format.zero(negative);
        }
        if (format.isZero(a)) {
            status.raise(FpStatus.DZC);
            return format.infinity(negative);
        }
        int exponent = format.exponent(a);
        if (exponent < -format.bias - 1) {
            return SoftFloat.overflow(format, negative, status, status.rounding());
        }
        if (status.flushToZero() && exponent >= format.bias - 1) {
            status.raise(FpStatus.UFC);
            return format.zero(negative);
        }
        int scaled = (int) (format.significand(a) >>> (FpFormat.LEADING_BIT - 8));
        int biased = format.bias - 1 - exponent;
        long fraction = (long) (reciprocalEstimate(scaled) & 0xFF) << (format.fractionBits - 8);
        if (biased <= 0) {
            fraction = (fraction | (format.fractionMask + 1)) >>> (1 - biased);
            biased = 0;
        }
        return format.zero(negative) | ((long) biased << format.fractionBits) | fraction;
    }

    /** Returns an eight-bit estimate of {@code 1 / sqrt(a)} (FRSQRTE). */
    public static long reciprocalRoot(FpFormat format, long a, FpStatus status) {
        a = format.flushInput(a, status);
        if (format.isNan(a)) {
            return Nan.quiet(format, a, status);
        }
        if (format.isZero(a)) {
            status.raise(FpStatus.DZC);
            return format.infinity(format.isNegative(a));
        }
        if (format.isNegative(a)) {
            return SoftFloat.invalid(format, status);
        }
        if (format.isInfinity(a)) {
            return 0;
        }
        int biased = format.exponent(a) + format.bias;
        int top = (int) (format.significand(a) >>> (FpFormat.LEADING_BIT - 8));
        int scaled = (biased & 1) == 0 ? top : top >> 1;
        long exponent = (3L * format.bias - 1 - biased) >> 1;
        return (exponent << format.fractionBits) | ((long) (rootEstimate(scaled) & 0xFF) << (format.fractionBits - 8));
    }

    /** Returns the reciprocal exponent (FRECPX). */
    public static long reciprocalExponent(FpFormat format, long a, FpStatus status) {
        long flushed = format.flushInput(a, status);
        if (format.isNan(flushed)) {
            return Nan.quiet(format, flushed, status);
        }
        int biased = format.biased(a);
        int result = biased == 0 ? format.maxBiased - 1 : ~biased & format.maxBiased;
        return (a & format.sign) | ((long) result << format.fractionBits);
    }

    /** Returns the estimate of the reciprocal of a fixed-point number in (0.5, 1) (URECPE). */
    public static int unsignedReciprocal(int a) {
        return a >= 0 ? -1 : reciprocalEstimate(a >>> 23) << 23;
    }

    /** Returns the estimate of the reciprocal square root of a fixed-point number in (0.25, 1) (URSQRTE). */
    public static int unsignedReciprocalRoot(int a) {
        return a >>> 30 == 0 ? -1 : rootEstimate(a >>> 23) << 23;
    }

    /** Maps 256..511, a number in [0.5, 1), to 256..511. */
    private static int reciprocalEstimate(int a) {
        int b = (1 << 19) / (a * 2 + 1);
        return (b + 1) >> 1;
    }

    /** Maps 128..511, a number in [0.25, 1), to 256..511. */
    private static int rootEstimate(int a) {
        int x = a < 256 ? a * 2 + 1 : ((a & ~1) + 1) * 2;
        int b = 512;
        while ((long) x * (b + 1) * (b + 1) < 1L << 28) {
            b++;
        }
        return (b + 1) >> 1;
    }
}
