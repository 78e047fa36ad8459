package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.fp.FpArithmetic;
import io.tombolo.soft.internal.fp.FpCompare;
import io.tombolo.soft.internal.fp.FpConvert;
import io.tombolo.soft.internal.fp.FpFormat;

/**
 * What translated floating-point code calls when the host's own arithmetic will not do: exact in every rounding mode, with all flags and
 * the right NaNs. A NaN passes through arguments and results bit by bit, for the JVM moves doubles without looking at them.
 */
public final class FpSupport {
    private FpSupport() {}

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    private static long bits(float value) {
        return Float.floatToRawIntBits(value) & 0xffff_ffffL;
    }

    private static double toDouble(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private static float toFloat(long bits) {
        return Float.intBitsToFloat((int) bits);
    }

    /** FADD. */
    public static double add(double a, double b, CpuState s) {
        return toDouble(FpArithmetic.add(FpFormat.DOUBLE, bits(a), bits(b), s.fp));
    }

    /** FADD, single precision. */
    public static float add(float a, float b, CpuState s) {
        return toFloat(FpArithmetic.add(FpFormat.SINGLE, bits(a), bits(b), s.fp));
    }

    /** FSUB. */
    public static double subtract(double a, double b, CpuState s) {
        return toDouble(FpArithmetic.subtract(FpFormat.DOUBLE, bits(a), bits(b), s.fp));
    }

    /** FSUB, single precision. */
    public static float subtract(float a, float b, CpuState s) {
        return toFloat(FpArithmetic.subtract(FpFormat.SINGLE, bits(a), bits(b), s.fp));
    }

    /** FMUL. */
    public static double multiply(double a, double b, CpuState s) {
        return toDouble(FpArithmetic.multiply(FpFormat.DOUBLE, bits(a), bits(b), s.fp));
    }

    /** FMUL, single precision. */
    public static float multiply(float a, float b, CpuState s) {
        return toFloat(FpArithmetic.multiply(FpFormat.SINGLE, bits(a), bits(b), s.fp));
    }

    /** FDIV. */
    public static double divide(double a, double b, CpuState s) {
        return toDouble(FpArithmetic.divide(FpFormat.DOUBLE, bits(a), bits(b), s.fp));
    }

    /** FDIV, single precision. */
    public static float divide(float a, float b, CpuState s) {
        return toFloat(FpArithmetic.divide(FpFormat.SINGLE, bits(a), bits(b), s.fp));
    }

    /** FMAX. */
    public static double max(double a, double b, CpuState s) {
        return toDouble(FpCompare.max(FpFormat.DOUBLE, bits(a), bits(b), s.fp));
    }

    /** FMAX, single precision. */
    public static float max(float a, float b, CpuState s) {
        return toFloat(FpCompare.max(FpFormat.SINGLE, bits(a), bits(b), s.fp));
    }

    /** FMIN. */
    public static double min(double a, double b, CpuState s) {
        return toDouble(FpCompare.min(FpFormat.DOUBLE, bits(a), bits(b), s.fp));
    }

    /** FMIN, single precision. */
    public static float min(float a, float b, CpuState s) {
        return toFloat(FpCompare.min(FpFormat.SINGLE, bits(a), bits(b), s.fp));
    }

    /** FMAXNM. */
    public static double maxNumber(double a, double b, CpuState s) {
        return toDouble(FpCompare.maxNumber(FpFormat.DOUBLE, bits(a), bits(b), s.fp));
    }

    /** FMAXNM, single precision. */
    public static float maxNumber(float a, float b, CpuState s) {
        return toFloat(FpCompare.maxNumber(FpFormat.SINGLE, bits(a), bits(b), s.fp));
    }

    /** FMINNM. */
    public static double minNumber(double a, double b, CpuState s) {
        return toDouble(FpCompare.minNumber(FpFormat.DOUBLE, bits(a), bits(b), s.fp));
    }

    /** FMINNM, single precision. */
    public static float minNumber(float a, float b, CpuState s) {
        return toFloat(FpCompare.minNumber(FpFormat.SINGLE, bits(a), bits(b), s.fp));
    }

    /** FMADD: the product first. */
    public static double multiplyAdd(double a, double b, double addend, CpuState s) {
        return toDouble(FpArithmetic.multiplyAdd(FpFormat.DOUBLE, bits(addend), bits(a), bits(b), s.fp));
    }

    /** FMADD, single precision. */
    public static float multiplyAdd(float a, float b, float addend, CpuState s) {
        return toFloat(FpArithmetic.multiplyAdd(FpFormat.SINGLE, bits(addend), bits(a), bits(b), s.fp));
    }

    /** FSQRT. */
    public static double squareRoot(double a, CpuState s) {
        return toDouble(FpArithmetic.squareRoot(FpFormat.DOUBLE, bits(a), s.fp));
    }

    /** FSQRT, single precision. */
    public static float squareRoot(float a, CpuState s) {
        return toFloat(FpArithmetic.squareRoot(FpFormat.SINGLE, bits(a), s.fp));
    }

    /** FCVT to double precision. */
    public static double widen(float a, CpuState s) {
        return toDouble(FpConvert.convert(FpFormat.SINGLE, FpFormat.DOUBLE, bits(a), s.fp, s.fp.rounding()));
    }

    /** FCVT to single precision. */
    public static float narrow(double a, CpuState s) {
        return toFloat(FpConvert.convert(FpFormat.DOUBLE, FpFormat.SINGLE, bits(a), s.fp, s.fp.rounding()));
    }

    /** FRINTN, FRINTP, FRINTM, FRINTZ by the number of the rounding mode in FPCR. */
    public static double roundToIntegral(double a, int rounding, CpuState s) {
        return toDouble(FpConvert.roundToIntegral(FpFormat.DOUBLE, bits(a), s.fp, rounding, false));
    }

    /** The same, single precision. */
    public static float roundToIntegral(float a, int rounding, CpuState s) {
        return toFloat(FpConvert.roundToIntegral(FpFormat.SINGLE, bits(a), s.fp, rounding, false));
    }

    /** The conversions to integers by the number of the rounding mode in FPCR. */
    public static long toInteger(double a, int rounding, int unsigned, int width, CpuState s) {
        return FpConvert.toFixed(FpFormat.DOUBLE, bits(a), 0, unsigned != 0, width, s.fp, rounding);
    }

    /** The same, single precision. */
    public static long toInteger(float a, int rounding, int unsigned, int width, CpuState s) {
        return FpConvert.toFixed(FpFormat.SINGLE, bits(a), 0, unsigned != 0, width, s.fp, rounding);
    }

    /** SCVTF and UCVTF. */
    public static double fromInteger(long a, int unsigned, CpuState s) {
        return toDouble(FpConvert.fromFixed(FpFormat.DOUBLE, a, 0, unsigned != 0, s.fp, s.fp.rounding()));
    }

    /** SCVTF and UCVTF to single precision. */
    public static float fromIntegerToSingle(long a, int unsigned, CpuState s) {
        return toFloat(FpConvert.fromFixed(FpFormat.SINGLE, a, 0, unsigned != 0, s.fp, s.fp.rounding()));
    }

    /** The flags in FPSR of FCMP and FCMPE; what is compared then is what {@link #flushed} answers. */
    public static void compare(double a, double b, int signaling, CpuState s) {
        FpCompare.compare(FpFormat.DOUBLE, bits(a), bits(b), signaling != 0, s.fp);
    }

    /** The same, single precision. */
    public static void compare(float a, float b, int signaling, CpuState s) {
        FpCompare.compare(FpFormat.SINGLE, bits(a), bits(b), signaling != 0, s.fp);
    }

    /** A value as comparisons see it: a denormal is zero if the control register says so. */
    public static double flushed(double a, CpuState s) {
        return s.fp.flushToZero() && Math.abs(a) < Double.MIN_NORMAL ? 0 : a;
    }

    /** The same of single precision, widened. */
    public static double flushed(float a, CpuState s) {
        return s.fp.flushToZero() && Math.abs(a) < Float.MIN_NORMAL ? 0 : a;
    }
}
