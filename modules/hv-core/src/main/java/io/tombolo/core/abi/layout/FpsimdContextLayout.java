package io.tombolo.core.abi.layout;

/**
 * The record of floating-point and SIMD registers in a signal frame of AArch64: {@code struct fpsimd_context} of {@code asm/sigcontext.h}. Offsets and size in bytes.
 */
public final class FpsimdContextLayout {
    public static final int SIZEOF = 528;
    public static final int HEAD = 0;
    public static final int FPSR = 8;
    public static final int FPCR = 12;
    public static final int VREGS = 16;

    private FpsimdContextLayout() {}
}
