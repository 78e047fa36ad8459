package io.tombolo.soft.internal.translate;

/** What takes more than a few bytecodes. */
public final class Arithmetic {
    private Arithmetic() {}

    /** UDIV. */
    public static long divideUnsigned(long n, long m) {
        return m == 0 ? 0 : Long.divideUnsigned(n, m);
    }

    /** SDIV. */
    public static long divide(long n, long m) {
        return m == 0 ? 0 : n / m;
    }

    /** UDIV, 32 bits. */
    public static int divideUnsigned(int n, int m) {
        return m == 0 ? 0 : Integer.divideUnsigned(n, m);
    }

    /** SDIV, 32 bits. */
    public static int divide(int n, int m) {
        return m == 0 ? 0 : n / m;
    }

    /** Rounds towards zero. */
    public static double truncate(double a) {
        return a < 0 ? Math.ceil(a) : Math.floor(a);
    }
}
