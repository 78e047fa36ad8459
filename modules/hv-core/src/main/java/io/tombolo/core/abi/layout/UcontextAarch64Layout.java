package io.tombolo.core.abi.layout;

/**
 * The context that a signal frame of AArch64 carries: {@code struct ucontext} of {@code linux/signal.h}, {@code asm/sigcontext.h}, {@code asm/ucontext.h}. Offsets and size in bytes.
 */
public final class UcontextAarch64Layout {
    public static final int SIZEOF = 4560;
    public static final int UC_FLAGS = 0;
    public static final int UC_LINK = 8;
    public static final int UC_STACK = 16;
    public static final int UC_SIGMASK = 40;
    public static final int UC_MCONTEXT = 176;

    private UcontextAarch64Layout() {}
}
