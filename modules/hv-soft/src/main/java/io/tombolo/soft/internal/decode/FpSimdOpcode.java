package io.tombolo.soft.internal.decode;

/** Encodings of the floating-point and Advanced SIMD instructions, and of the loads and stores of vector registers. */
public enum FpSimdOpcode implements Encoding {
    ;

    @Override
    public EncodingPattern pattern() {
        throw new AssertionError();
    }
}
