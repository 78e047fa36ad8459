package io.tombolo.core.abi.layout;

/**
 * The registers in a signal frame of AArch64: {@code struct sigcontext} of {@code asm/sigcontext.h}. Offsets and size in bytes.
 */
public final class SigcontextAarch64Layout {
    public static final int SIZEOF = 4384;
    public static final int FAULT_ADDRESS = 0;
    public static final int REGS = 8;
    public static final int SP = 256;
    public static final int PC = 264;
    public static final int PSTATE = 272;
    public static final int __RESERVED = 288;

    private SigcontextAarch64Layout() {}
}
