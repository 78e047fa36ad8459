package io.tombolo.core.abi.layout;

/**
 * The general registers of AArch64 as {@code ptrace(2)} and core files show them: {@code struct user_pt_regs} of {@code asm/ptrace.h}. Offsets and size in bytes.
 */
public final class UserPtRegsAarch64Layout {
    public static final int SIZEOF = 272;
    public static final int REGS = 0;
    public static final int SP = 248;
    public static final int PC = 256;
    public static final int PSTATE = 264;

    private UserPtRegsAarch64Layout() {}
}
