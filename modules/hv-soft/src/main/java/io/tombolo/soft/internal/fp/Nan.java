package io.tombolo.soft.internal.fp;

/** Which NaN comes out when NaNs go in (pseudocode {@code FPProcessNaN}, {@code FPProcessNaNs}, {@code FPProcessNaNs3}). */
final class Nan {
    private Nan() {}

    /** Returns the quiet form of a NaN operand, or the default NaN if the status asks for it. */
    static long quiet(FpFormat format, long nan, FpStatus status) {
        if (format.isSignalingNan(nan)) {
            status.raise(FpStatus.IOC);
        }
        return status.defaultNan() ? format.defaultNan : nan | format.quiet;
    }

    /** Picks the NaN of two operands of which at least one is: the first signalling one, else the first. */
    static long propagate(FpFormat format, long a, long b, FpStatus status) {
        long chosen = format.isSignalingNan(a) || (format.isNan(a) && !format.isSignalingNan(b)) ? a : b;
        return quiet(format, chosen, status);
    }

    /** Picks the NaN of three operands of which at least one is: the first signalling one, else the first. */
    static long propagate(FpFormat format, long a, long b, long c, FpStatus status) {
        long chosen;
        if (format.isSignalingNan(a)) {
            chosen = a;
        } else if (format.isSignalingNan(b)) {
            chosen = b;
        } else if (format.isSignalingNan(c)) {
            chosen = c;
        } else if (format.isNan(a)) {
            chosen = a;
        } else {
            chosen = format.isNan(b) ? b : c;
        }
        return quiet(format, chosen, status);
    }
}
