package io.tombolo.soft.internal.simd;

/** Carry-less multiplication of two 64-bit polynomials over GF(2), four bits at a time. */
final class PolynomialMultiply {
    private PolynomialMultiply() {}

    /** Returns bits 63..0 of the product. */
    static long low(long a, long b) {
        long result = 0;
        for (int i = 60; i >= 0; i -= 4) {
            result = result << 4 ^ nibbleLow(a >>> i & 15, b);
        }
        return result;
    }

    /** Returns bits 126..64 of the product. */
    static long high(long a, long b) {
        // The product reversed is the product of the reversed factors, one place lower.
        return Long.reverse(low(Long.reverse(a), Long.reverse(b))) >>> 1;
    }

    private static long nibbleLow(long nibble, long b) {
        return (-(nibble & 1) & b)
                ^ (-(nibble >>> 1 & 1) & b << 1)
                ^ (-(nibble >>> 2 & 1) & b << 2)
                ^ (-(nibble >>> 3) & b << 3);
    }
}
