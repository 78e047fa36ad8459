package io.tombolo.core.abi.layout;

/**
 * The head of each record in {@code sigcontext.__reserved} of AArch64: {@code struct _aarch64_ctx} of {@code asm/sigcontext.h}. Offsets and size in bytes.
 */
public final class Aarch64CtxLayout {
    public static final int SIZEOF = 8;
    public static final int MAGIC = 0;
    public static final int SIZE = 4;

    private Aarch64CtxLayout() {}
}
