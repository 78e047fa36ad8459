package io.tombolo.core.abi.layout;

/**
 * The signal frame of AArch64 ({@code struct rt_sigframe} in {@code arch/arm64/kernel/signal.c}); the frame record with the caller's x29 and x30 lies above it: {@code struct rt_sigframe} of {@code linux/signal.h}, {@code asm/sigcontext.h}, {@code asm/ucontext.h}. Offsets and size in bytes.
 */
public final class RtSigframeAarch64Layout {
    public static final int SIZEOF = 4688;
    public static final int INFO = 0;
    public static final int UC = 128;

    private RtSigframeAarch64Layout() {}
}
