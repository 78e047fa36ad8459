package io.tombolo.core.abi.layout;

/**
 * The record that points at more records in a signal frame of AArch64: {@code struct extra_context} of {@code asm/sigcontext.h}. Offsets and size in bytes.
 */
public final class ExtraContextLayout {
    public static final int SIZEOF = 32;
    public static final int HEAD = 0;
    public static final int DATAP = 8;
    public static final int SIZE = 16;

    private ExtraContextLayout() {}
}
