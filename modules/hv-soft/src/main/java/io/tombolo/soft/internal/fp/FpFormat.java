package io.tombolo.soft.internal.fp;

/**
 * An IEEE 754 binary interchange format. Values of a format are passed as raw bits in the low end of a {@code long}, the rest zero.
 *
 * <p>Arithmetic code takes a finite non-zero value apart into an {@link #exponent} <i>e</i> and a {@link #significand} <i>s</i> with bit 62 as its leading
 * bit, so that the value is <i>s</i>&middot;2<sup><i>e</i>-62</sup>.
 */
public enum FpFormat {
    /** Binary16, only ever converted from and to. */
    HALF(16, 10),
    /** Binary32. */
    SINGLE(32, 23),
    /** Binary64. */
    DOUBLE(64, 52);

    /** The bit of a normalised significand that is its leading one. */
    static final int LEADING_BIT = 62;

    final int width;
    final int fractionBits;
    final int bias;
    final int maxBiased;
    final long sign;
    final long fractionMask;
    final long quiet;
    final long infinity;
    final long defaultNan;
    final long mask;

    FpFormat(int width, int fractionBits) {
        this.width = width;
        this.fractionBits = fractionBits;
        int exponentBits = width - 1 - fractionBits;
        maxBiased = (1 << exponentBits) - 1;
        bias = maxBiased >> 1;
        sign = 1L << (width - 1);
        fractionMask = (1L << fractionBits) - 1;
        quiet = 1L << (fractionBits - 1);
        infinity = (long) maxBiased << fractionBits;
        defaultNan = infinity | quiet;
        mask = sign | (sign - 1);
    }

    /** Returns the width in bits. */
    public int width() {
        return width;
    }

    /** Returns the mask of the sign bit. */
    public long signMask() {
        return sign;
    }

    /** Returns the default NaN: positive, quiet, no payload. */
    public long defaultNan() {
        return defaultNan;
    }

    /** Returns two to the given power, which must be in the range of normal numbers. */
    public long powerOfTwo(int power) {
        return (long) (power + bias) << fractionBits;
    }

    /** Returns one and a half. */
    public long oneAndHalf() {
        return powerOfTwo(0) | quiet;
    }

    boolean isNegative(long bits) {
        return (bits & sign) != 0;
    }

    boolean isNan(long bits) {
        return (bits & ~sign & mask) > infinity;
    }

    boolean isSignalingNan(long bits) {
        return isNan(bits) && (bits & quiet) == 0;
    }

    boolean isInfinity(long bits) {
        return (bits & ~sign & mask) == infinity;
    }

    boolean isZero(long bits) {
        return (bits & ~sign & mask) == 0;
    }

    boolean isDenormal(long bits) {
        return biased(bits) == 0 && (bits & fractionMask) != 0;
    }

    int biased(long bits) {
        return (int) (bits >>> fractionBits) & maxBiased;
    }

    long zero(boolean negative) {
        return negative ? sign : 0;
    }

    long infinity(boolean negative) {
        return negative ? sign | infinity : infinity;
    }

    long maxFinite(boolean negative) {
        return infinity(negative) - 1;
    }

    /** Returns the unbiased exponent of a finite non-zero value after normalisation. */
    int exponent(long bits) {
        int biased = biased(bits);
        if (biased != 0) {
            return biased - bias;
        }
        return 1 - bias - (Long.numberOfLeadingZeros(bits & fractionMask) - (63 - fractionBits));
    }

    /** Returns the significand of a finite non-zero value with its leading one at {@link #LEADING_BIT}. */
    long significand(long bits) {
        long fraction = bits & fractionMask;
        if (biased(bits) != 0) {
            return (fraction | (fractionMask + 1)) << (LEADING_BIT - fractionBits);
        }
        return fraction << (Long.numberOfLeadingZeros(fraction) - 1);
    }

    /** Replaces a denormal operand by zero and records it when the status says so (pseudocode {@code FPUnpack}); half precision is never flushed. */
    long flushInput(long bits, FpStatus status) {
        if (status.flushToZero() && this != HALF && isDenormal(bits)) {
            status.raise(FpStatus.IDC);
            return bits & sign;
        }
        return bits;
    }
}
