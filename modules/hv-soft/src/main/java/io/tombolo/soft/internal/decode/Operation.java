package io.tombolo.soft.internal.decode;

/** The dense numbers that the interpreter switches on. */
public final class Operation {
    /** First operation of the FP and SIMD interpreter: its operations are this plus its own numbers. */
    public static final int FP_SIMD = 1024;

    private Operation() {}
}
