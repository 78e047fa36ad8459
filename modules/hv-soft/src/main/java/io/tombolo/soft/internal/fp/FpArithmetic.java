package io.tombolo.soft.internal.fp;

/**
 * Add, subtract, multiply, divide, square root and fused multiply-add of single and double precision on raw bits.
 *
 * <p>The common case, rounding to nearest with normal operands and a normal result, is Java's own arithmetic; only whether the result is inexact has to be
 * found out then, and not even that once the cumulative bit is set. Everything else goes to {@link SoftFloat}. Allocates nothing.
 */
public final class FpArithmetic {
    /** Below this biased exponent of a double the residual of a product or quotient may itself be rounded. */
    private static final int EXACT_RESIDUAL = 128;

    private FpArithmetic() {}

    /**
     * Returns {@code a + b}.
     *
     * @param format single or double
     */
    public static long add(FpFormat format, long a, long b, FpStatus status) {
        return format == FpFormat.DOUBLE ? addDouble(a, b, status) : addSingle(a, b, status);
    }

    /** Returns {@code a - b}. */
    public static long subtract(FpFormat format, long a, long b, FpStatus status) {
        // A NaN operand must keep its sign, so it cannot be negated on the way.
        return format.isNan(b) ? add(format, a, b, status) : add(format, a, b ^ format.sign, status);
    }

    /** Returns {@code a * b}. */
    public static long multiply(FpFormat format, long a, long b, FpStatus status) {
        return format == FpFormat.DOUBLE ? multiplyDouble(a, b, status) : multiplySingle(a, b, status);
    }

    /** Returns {@code a * b}, or two with the product's sign for zero times infinity (pseudocode {@code FPMulX}). */
    public static long multiplyExtended(FpFormat format, long a, long b, FpStatus status) {
        long x = format.flushInput(a, status);
        long y = format.flushInput(b, status);
        if ((format.isInfinity(x) && format.isZero(y)) || (format.isZero(x) && format.isInfinity(y))) {
            return format.powerOfTwo(1) | ((a ^ b) & format.sign);
        }
        return multiply(format, a, b, status);
    }

    /** Returns {@code a / b}. */
    public static long divide(FpFormat format, long a, long b, FpStatus status) {
        if (!status.roundsToNearest()) {
            return SoftFloat.divide(format, a, b, status);
        }
        if (format == FpFormat.DOUBLE) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double quotient = x / y;
            long bits = Double.doubleToRawLongBits(quotient);
            if (isNormal(a) && isNormal(b) && isNormal(bits)) {
                if (status.inexactKnown()) {
                    return bits;
                }
                if (hasExactResidual(a) && hasExactResidual(bits)) {
                    return noteInexact(bits, Math.fma(-quotient, y, x) != 0, status);
                }
            }
        } else {
            float x = Float.intBitsToFloat((int) a);
            float y = Float.intBitsToFloat((int) b);
            float quotient = x / y;
            int bits = Float.floatToRawIntBits(quotient);
            if (isNormal((int) a) && isNormal((int) b) && isNormal(bits)) {
                return noteInexact(bits & 0xFFFF_FFFFL, (double) quotient * y != x, status);
            }
        }
        return SoftFloat.divide(format, a, b, status);
    }

    /** Returns the square root. */
    public static long squareRoot(FpFormat format, long a, FpStatus status) {
        if (!status.roundsToNearest() || format.isNegative(a)) {
            return SoftFloat.squareRoot(format, a, status);
        }
        if (format == FpFormat.DOUBLE) {
            if (isNormal(a) && (status.inexactKnown() || hasExactResidual(a))) {
                double x = Double.longBitsToDouble(a);
                double root = Math.sqrt(x);
                boolean inexact = !status.inexactKnown() && Math.fma(-root, root, x) != 0;
                return noteInexact(Double.doubleToRawLongBits(root), inexact, status);
            }
        } else if (isNormal((int) a)) {
            float x = Float.intBitsToFloat((int) a);
            float root = (float) Math.sqrt(x);
            return noteInexact(Float.floatToRawIntBits(root) & 0xFFFF_FFFFL, (double) root * root != x, status);
        }
        return SoftFloat.squareRoot(format, a, status);
    }

    /** Returns {@code addend + a * b} with one rounding. */
    public static long multiplyAdd(FpFormat format, long addend, long a, long b, FpStatus status) {
        if (status.roundsToNearest() && status.inexactKnown()) {
            if (format == FpFormat.DOUBLE) {
                if (isNormal(a) && isNormal(b) && isNormal(addend)) {
                    double result = Math.fma(
                            Double.longBitsToDouble(a), Double.longBitsToDouble(b), Double.longBitsToDouble(addend));
                    long bits = Double.doubleToRawLongBits(result);
                    if (isSafelyNormal(bits)) {
                        return bits;
                    }
                }
            } else if (isNormal((int) a) && isNormal((int) b) && isNormal((int) addend)) {
                float result = Math.fma(
                        Float.intBitsToFloat((int) a), Float.intBitsToFloat((int) b), Float.intBitsToFloat((int)
                                addend));
                int bits = Float.floatToRawIntBits(result);
                if (isSafelyNormal(bits)) {
                    return bits & 0xFFFF_FFFFL;
                }
            }
        }
        return FusedMultiplyAdd.compute(format, addend, a, b, status);
    }

    /** Returns {@code 2 - a * b} with one rounding, the step of FRECPS. */
    public static long reciprocalStep(FpFormat format, long a, long b, FpStatus status) {
        return FusedMultiplyAdd.reciprocalStep(format, a, b, status);
    }

    /** Returns {@code (3 - a * b) / 2} with one rounding, the step of FRSQRTS. */
    public static long reciprocalRootStep(FpFormat format, long a, long b, FpStatus status) {
        return FusedMultiplyAdd.reciprocalRootStep(format, a, b, status);
    }

    private static long addDouble(long a, long b, FpStatus status) {
        if (status.roundsToNearest()) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double sum = x + y;
            long bits = Double.doubleToRawLongBits(sum);
            if (isNormalOrZero(a) && isNormalOrZero(b) && isNormalOrZero(bits)) {
                return status.inexactKnown() ? bits : noteInexact(bits, isInexactSum(x, y, sum), status);
            }
        }
        return SoftFloat.add(FpFormat.DOUBLE, a, b, status);
    }

    private static long addSingle(long a, long b, FpStatus status) {
        if (status.roundsToNearest()) {
            float x = Float.intBitsToFloat((int) a);
            float y = Float.intBitsToFloat((int) b);
            float sum = x + y;
            int bits = Float.floatToRawIntBits(sum);
            if (isNormalOrZero((int) a) && isNormalOrZero((int) b) && isNormalOrZero(bits)) {
                boolean inexact = !status.inexactKnown() && isInexactSum(x, y, sum);
                return noteInexact(bits & 0xFFFF_FFFFL, inexact, status);
            }
        }
        return SoftFloat.add(FpFormat.SINGLE, a, b, status);
    }

    private static long multiplyDouble(long a, long b, FpStatus status) {
        if (status.roundsToNearest()) {
            double x = Double.longBitsToDouble(a);
            double y = Double.longBitsToDouble(b);
            double product = x * y;
            long bits = Double.doubleToRawLongBits(product);
            if (isNormal(a) && isNormal(b) && hasExactResidual(bits)) {
                return status.inexactKnown() ? bits : noteInexact(bits, Math.fma(x, y, -product) != 0, status);
            }
        }
        return SoftFloat.multiply(FpFormat.DOUBLE, a, b, status);
    }

    private static long multiplySingle(long a, long b, FpStatus status) {
        if (status.roundsToNearest()) {
            double exact = (double) Float.intBitsToFloat((int) a) * Float.intBitsToFloat((int) b);
            float product = (float) exact;
            int bits = Float.floatToRawIntBits(product);
            if (isNormal((int) a) && isNormal((int) b) && isSafelyNormal(bits)) {
                return noteInexact(bits & 0xFFFF_FFFFL, product != exact, status);
            }
        }
        return SoftFloat.multiply(FpFormat.SINGLE, a, b, status);
    }

    /** Knuth's two-sum: the rounding error of an addition is itself representable. */
    private static boolean isInexactSum(double x, double y, double sum) {
        double part = sum - x;
        return (x - (sum - part)) + (y - part) != 0;
    }

    private static boolean isInexactSum(float x, float y, float sum) {
        float part = sum - x;
        return (x - (sum - part)) + (y - part) != 0;
    }

    private static long noteInexact(long bits, boolean inexact, FpStatus status) {
        if (inexact) {
            status.raise(FpStatus.IXC);
        }
        return bits;
    }

    private static boolean isNormal(long bits) {
        int exponent = (int) (bits >>> 52) & 0x7FF;
        return exponent < 0x7FF && exponent != 0;
    }

    private static boolean isNormal(int bits) {
        int exponent = (bits >>> 23) & 0xFF;
        return exponent < 0xFF && exponent != 0;
    }

    private static boolean isNormalOrZero(long bits) {
        return isNormal(bits) || bits << 1 == 0;
    }

    private static boolean isNormalOrZero(int bits) {
        return isNormal(bits) || bits << 1 == 0;
    }

    /** Normal and not the smallest magnitude, which a result may have reached by rounding up from below. */
    private static boolean isSafelyNormal(long bits) {
        int exponent = (int) (bits >>> 52) & 0x7FF;
        return exponent > 1 && exponent < 0x7FF;
    }

    private static boolean isSafelyNormal(int bits) {
        int exponent = (bits >>> 23) & 0xFF;
        return exponent > 1 && exponent < 0xFF;
    }

    private static boolean hasExactResidual(long bits) {
        int exponent = (int) (bits >>> 52) & 0x7FF;
        return exponent > EXACT_RESIDUAL && exponent < 0x7FF;
    }
}
