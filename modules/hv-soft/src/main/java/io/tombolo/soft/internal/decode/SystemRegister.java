package io.tombolo.soft.internal.decode;

import org.jspecify.annotations.Nullable;

/**
 * The system registers and cache maintenance instructions that EL0 can use under Linux, and those identification registers that Linux
 * emulates for it (Documentation/arch/arm64/cpu-feature-registers.rst). Everything else is undefined.
 */
public enum SystemRegister {
    /** Condition flags. */
    NZCV(3, 3, 4, 2, 0),
    /** Floating-point control. */
    FPCR(3, 3, 4, 4, 0),
    /** Floating-point status. */
    FPSR(3, 3, 4, 4, 1),
    /** Thread pointer. */
    TPIDR_EL0(3, 3, 13, 0, 2),
    /** Thread pointer that EL0 cannot write; zero. */
    TPIDRRO_EL0(3, 3, 13, 0, 3, 0),
    /** Cache types: lines of 64 bytes, data cache coherent to the point of unification, instructions to be invalidated. */
    CTR_EL0(3, 3, 0, 0, 1, 0x9444c004L),
    /** Block size of DC ZVA: 64 bytes. */
    DCZID_EL0(3, 3, 0, 0, 7, 4),
    /** Frequency of the virtual counter in Hz. */
    CNTFRQ_EL0(3, 3, 14, 0, 0, 1_000_000_000L),
    /** The virtual counter: {@link System#nanoTime}. */
    CNTVCT_EL0(3, 3, 14, 0, 2),
    /** Implementer 0 (reserved for software), architecture by identification scheme, part 0x544. */
    MIDR_EL1(3, 0, 0, 0, 0, 0x000f5440L),
    /** Affinity, as Linux shows it to every thread. */
    MPIDR_EL1(3, 0, 0, 0, 5, 0x80000000L),
    /** Revision. */
    REVIDR_EL1(3, 0, 0, 0, 6, 0),
    /** AArch64 at EL0 and EL1, FP and SIMD without half precision. */
    ID_AA64PFR0_EL1(3, 0, 0, 4, 0, 0x11),
    /** Debug architecture, at its safe value. */
    ID_AA64DFR0_EL1(3, 0, 0, 5, 0, 6),
    /** AES and PMULL, SHA1, SHA2-256, CRC32, atomics, dot product. */
    ID_AA64ISAR0_EL1(3, 0, 0, 6, 0, 0x0000_1000_0021_1120L),
    /** LRCPC. */
    ID_AA64ISAR1_EL1(3, 0, 0, 6, 1, 0x0010_0000L),
    /** Granules, at their safe values. */
    ID_AA64MMFR0_EL1(3, 0, 0, 7, 0, 0xff00_0000L),
    /** Any other identification register that Linux shows as zero. */
    RESERVED_ID(3, 0, 0, 2, 0, 0),
    /** Zeroes a block. */
    DC_ZVA(1, 3, 7, 4, 1),
    /** Cleans a data line to coherency. */
    DC_CVAC(1, 3, 7, 10, 1),
    /** Cleans a data line to unification. */
    DC_CVAU(1, 3, 7, 11, 1),
    /** Cleans and invalidates a data line. */
    DC_CIVAC(1, 3, 7, 14, 1),
    /** Invalidates an instruction line. */
    IC_IVAU(1, 3, 7, 5, 1);

    private static final SystemRegister[] VALUES = values();

    private final int encoding;
    private final boolean constant;
    private final long value;

    SystemRegister(int op0, int op1, int crn, int crm, int op2) {
        this(op0, op1, crn, crm, op2, false, 0);
    }

    SystemRegister(int op0, int op1, int crn, int crm, int op2, long value) {
        this(op0, op1, crn, crm, op2, true, value);
    }

    SystemRegister(int op0, int op1, int crn, int crm, int op2, boolean constant, long value) {
        this.encoding = op0 << 14 | op1 << 11 | crn << 7 | crm << 3 | op2;
        this.constant = constant;
        this.value = value;
    }

    /** The register named by bits 20..5 of a system instruction, or null if EL0 has no such register. */
    static @Nullable SystemRegister of(int word) {
        int encoding = word >>> 5 & 0xffff;
        for (SystemRegister register : VALUES) {
            if (register.encoding == encoding) {
                return register;
            }
        }
        boolean identification = encoding >>> 7 == 3 << 7;
        int crm = encoding >>> 3 & 15;
        return identification && crm >= 2 && crm <= 7 ? RESERVED_ID : null;
    }

    /** Whether it always reads as {@link #value}. */
    boolean constant() {
        return constant;
    }

    /** What a constant register reads as. */
    public long value() {
        return value;
    }

    /** Whether MSR may write it. */
    boolean writable() {
        return this == NZCV || this == FPCR || this == FPSR || this == TPIDR_EL0;
    }

    /** Whether it is an operation of SYS, not a register. */
    boolean operation() {
        return compareTo(DC_ZVA) >= 0;
    }

    /** The name as the assembler writes it. */
    String assemblerName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
