package io.tombolo.soft.internal.fp;

/**
 * The floating-point control and status registers of one vCPU (FPCR and FPSR, DDI 0487 C5.2). Owned by the vCPU's thread, not safe to share.
 *
 * <p>Only the bits that an Armv8.0 machine without half-precision arithmetic and without trapped exceptions has are kept; the others read as zero.
 */
public final class FpStatus {
    /** Invalid operation, cumulative. */
    public static final int IOC = 1;
    /** Division by zero, cumulative. */
    public static final int DZC = 1 << 1;
    /** Overflow, cumulative. */
    public static final int OFC = 1 << 2;
    /** Underflow, cumulative. */
    public static final int UFC = 1 << 3;
    /** Inexact, cumulative. */
    public static final int IXC = 1 << 4;
    /** Input denormal flushed to zero, cumulative. */
    public static final int IDC = 1 << 7;
    /** Saturation in an Advanced SIMD instruction, cumulative. */
    public static final int QC = 1 << 27;

    private static final int STATUS_BITS = QC | IDC | IXC | UFC | OFC | DZC | IOC;
    private static final int CONTROL_BITS = 0x07C0_0000;
    private static final int ALTERNATIVE_HALF = 1 << 26;
    private static final int DEFAULT_NAN = 1 << 25;
    private static final int FLUSH_TO_ZERO = 1 << 24;
    private static final int ROUNDING_SHIFT = 22;

    private int control;
    private int status;
    private double limit = Double.NaN;

    /**
     * Infinity while a result of the host's own arithmetic that is finite and not tiny needs no second look: rounding is to nearest, NaNs
     * and denormals are left alone, and the inexact bit is set already, so that nobody needs to find out whether a result is. NaN
     * otherwise. A magnitude is compared with it to decide both at once.
     */
    public double limit() {
        return limit;
    }

    private void settle() {
        limit = control == 0 && (status & IXC) != 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    /** Returns FPCR. */
    public int control() {
        return control;
    }

    /**
     * Sets FPCR.
     *
     * @param value the new value; bits that do not exist are ignored
     */
    public void setControl(int value) {
        control = value & CONTROL_BITS;
        settle();
    }

    /** Returns FPSR. */
    public int status() {
        return status;
    }

    /**
     * Sets FPSR.
     *
     * @param value the new value; bits that do not exist are ignored
     */
    public void setStatus(int value) {
        status = value & STATUS_BITS;
        settle();
    }

    /**
     * Sets cumulative bits of FPSR.
     *
     * @param bits any of the constants of this class
     */
    public void raise(int bits) {
        if ((bits & ~status) != 0) {
            status |= bits;
            settle();
        }
    }

    /** Returns the rounding mode of FPCR.RMode, one of the first four constants of {@link Rounding}. */
    public int rounding() {
        return (control >>> ROUNDING_SHIFT) & 3;
    }

    /** Tells whether every NaN result is the default NaN (FPCR.DN). */
    public boolean defaultNan() {
        return (control & DEFAULT_NAN) != 0;
    }

    /** Tells whether denormal operands and results of single and double precision become zero (FPCR.FZ). */
    public boolean flushToZero() {
        return (control & FLUSH_TO_ZERO) != 0;
    }

    /** Tells whether half precision has no infinities and NaNs (FPCR.AHP). */
    public boolean alternativeHalf() {
        return (control & ALTERNATIVE_HALF) != 0;
    }

    /** Tells whether results round to nearest even, the mode in which Java computes. */
    boolean roundsToNearest() {
        return (control & (3 << ROUNDING_SHIFT)) == 0;
    }

    /** Tells whether the inexact bit is already set, so that nobody needs to find out whether a result is. */
    boolean inexactKnown() {
        return (status & IXC) != 0;
    }
}
