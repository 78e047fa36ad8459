package io.tombolo.core.abi;

/**
 * Marks of the records in a signal frame of AArch64: {@code asm/sigcontext.h}.
 */
public final class SigcontextAarch64 {
    public static final int FPSIMD_MAGIC = 0x46508001;
    public static final int ESR_MAGIC = 0x45535201;
    public static final int EXTRA_MAGIC = 0x45585401;
    public static final int SVE_MAGIC = 0x53564501;

    private SigcontextAarch64() {}
}
