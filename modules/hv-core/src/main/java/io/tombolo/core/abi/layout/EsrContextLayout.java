package io.tombolo.core.abi.layout;

/**
 * The record of the fault syndrome in a signal frame of AArch64: {@code struct esr_context} of {@code asm/sigcontext.h}. Offsets and size in bytes.
 */
public final class EsrContextLayout {
    public static final int SIZEOF = 16;
    public static final int HEAD = 0;
    public static final int ESR = 8;

    private EsrContextLayout() {}
}
