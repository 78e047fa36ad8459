package io.tombolo.core.abi;

/**
 * CPU features of {@code AT_HWCAP} and {@code AT_HWCAP2} on AArch64: {@code asm/hwcap.h}.
 */
public final class HwcapAarch64 {
    // AT_HWCAP

    public static final int HWCAP_FP = 0x1;
    public static final int HWCAP_ASIMD = 0x2;
    public static final int HWCAP_EVTSTRM = 0x4;
    public static final int HWCAP_AES = 0x8;
    public static final int HWCAP_PMULL = 0x10;
    public static final int HWCAP_SHA1 = 0x20;
    public static final int HWCAP_SHA2 = 0x40;
    public static final int HWCAP_CRC32 = 0x80;
    public static final int HWCAP_ATOMICS = 0x100;
    public static final int HWCAP_FPHP = 0x200;
    public static final int HWCAP_ASIMDHP = 0x400;
    public static final int HWCAP_CPUID = 0x800;
    public static final int HWCAP_ASIMDRDM = 0x1000;
    public static final int HWCAP_JSCVT = 0x2000;
    public static final int HWCAP_FCMA = 0x4000;
    public static final int HWCAP_LRCPC = 0x8000;
    public static final int HWCAP_DCPOP = 0x10000;
    public static final int HWCAP_SHA3 = 0x20000;
    public static final int HWCAP_SM3 = 0x40000;
    public static final int HWCAP_SM4 = 0x80000;
    public static final int HWCAP_ASIMDDP = 0x100000;
    public static final int HWCAP_SHA512 = 0x200000;
    public static final int HWCAP_SVE = 0x400000;
    public static final int HWCAP_ASIMDFHM = 0x800000;
    public static final int HWCAP_DIT = 0x1000000;
    public static final int HWCAP_USCAT = 0x2000000;
    public static final int HWCAP_ILRCPC = 0x4000000;
    public static final int HWCAP_FLAGM = 0x8000000;
    public static final int HWCAP_SSBS = 0x10000000;
    public static final int HWCAP_SB = 0x20000000;
    public static final int HWCAP_PACA = 0x40000000;
    public static final int HWCAP_PACG = 0x80000000;

    // AT_HWCAP2

    public static final int HWCAP2_DCPODP = 0x1;
    public static final int HWCAP2_FLAGM2 = 0x80;
    public static final int HWCAP2_FRINT = 0x100;
    public static final int HWCAP2_I8MM = 0x2000;
    public static final int HWCAP2_BF16 = 0x4000;
    public static final int HWCAP2_RNG = 0x10000;
    public static final int HWCAP2_BTI = 0x20000;
    public static final int HWCAP2_MTE = 0x40000;
    public static final int HWCAP2_ECV = 0x80000;

    private HwcapAarch64() {}
}
