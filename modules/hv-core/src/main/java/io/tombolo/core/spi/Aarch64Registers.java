package io.tombolo.core.spi;

/** Indices of the AArch64 registers in {@link Registers}. */
public final class Aarch64Registers {
    /** X0; Xn is {@code X0 + n}, up to X30. */
    public static final int X0 = 0;
    /** X30, the link register. */
    public static final int LR = 30;
    /** The stack pointer. */
    public static final int SP = 31;
    /** The program counter. */
    public static final int PC = 32;
    /** The process state as in a signal frame: NZCV in bits 31 to 28. */
    public static final int PSTATE = 33;
    /** The thread pointer TPIDR_EL0. */
    public static final int TPIDR = 34;
    /** The floating-point control register. */
    public static final int FPCR = 35;
    /** The floating-point status register. */
    public static final int FPSR = 36;
    /** The low half of V0; that of Vn is {@code V0 + 2 * n}, the high half follows it. */
    public static final int V0 = 64;
    /** One past the last index. */
    public static final int COUNT = 128;

    private Aarch64Registers() {}
}
