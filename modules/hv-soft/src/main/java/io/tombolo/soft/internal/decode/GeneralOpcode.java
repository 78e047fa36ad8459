package io.tombolo.soft.internal.decode;

/**
 * Encodings of everything but floating point and SIMD: data processing, branches, system instructions, integer loads and stores of
 * Armv8.0-A, with the CRC32, LSE (atomics) and LRCPC extensions. The diagrams are those of the Arm Architecture Reference Manual
 * (DDI 0487), C4.1; what no row matches is unallocated here and undefined. A lower-case mnemonic is the name up to the first
 * underscore, unless the form makes it up of its fields.
 */
public enum GeneralOpcode implements Encoding {
    // Data processing, immediate
    ADR(Form.PC_RELATIVE, Operation.ADR, "0 immlo:2 10000 immhi:19 Rd:5"),
    ADRP(Form.PC_RELATIVE, Operation.ADRP, "1 immlo:2 10000 immhi:19 Rd:5"),
    ADD_IMMEDIATE(Form.ADD_SUB_IMMEDIATE, Operation.ADD_IMMEDIATE, "sf 0 0 100010 sh imm12:12 Rn:5 Rd:5"),
    ADDS_IMMEDIATE(Form.ADD_SUB_IMMEDIATE, Operation.ADDS_IMMEDIATE, "sf 0 1 100010 sh imm12:12 Rn:5 Rd:5"),
    SUB_IMMEDIATE(Form.ADD_SUB_IMMEDIATE, Operation.SUB_IMMEDIATE, "sf 1 0 100010 sh imm12:12 Rn:5 Rd:5"),
    SUBS_IMMEDIATE(Form.ADD_SUB_IMMEDIATE, Operation.SUBS_IMMEDIATE, "sf 1 1 100010 sh imm12:12 Rn:5 Rd:5"),
    AND_IMMEDIATE(Form.LOGICAL_IMMEDIATE, Operation.AND_IMMEDIATE, "sf 00 100100 N immr:6 imms:6 Rn:5 Rd:5"),
    ORR_IMMEDIATE(Form.LOGICAL_IMMEDIATE, Operation.ORR_IMMEDIATE, "sf 01 100100 N immr:6 imms:6 Rn:5 Rd:5"),
    EOR_IMMEDIATE(Form.LOGICAL_IMMEDIATE, Operation.EOR_IMMEDIATE, "sf 10 100100 N immr:6 imms:6 Rn:5 Rd:5"),
    ANDS_IMMEDIATE(Form.LOGICAL_IMMEDIATE, Operation.ANDS_IMMEDIATE, "sf 11 100100 N immr:6 imms:6 Rn:5 Rd:5"),
    MOVN(Form.MOVE_WIDE, Operation.CONSTANT, "sf 00 100101 hw:2 imm16:16 Rd:5"),
    MOVZ(Form.MOVE_WIDE, Operation.CONSTANT, "sf 10 100101 hw:2 imm16:16 Rd:5"),
    MOVK(Form.MOVE_WIDE, Operation.MOVK, "sf 11 100101 hw:2 imm16:16 Rd:5"),
    SBFM(Form.BITFIELD, Operation.SBFX, "sf 00 100110 N immr:6 imms:6 Rn:5 Rd:5"),
    BFM(Form.BITFIELD, Operation.BFXIL, "sf 01 100110 N immr:6 imms:6 Rn:5 Rd:5"),
    UBFM(Form.BITFIELD, Operation.UBFX, "sf 10 100110 N immr:6 imms:6 Rn:5 Rd:5"),
    EXTR(Form.EXTRACT, Operation.EXTR, "sf 00 100111 N 0 Rm:5 imms:6 Rn:5 Rd:5"),

    // Branches, exceptions, system
    B_CONDITION(Form.CONDITIONAL_BRANCH, Operation.BRANCH_CONDITION, "0101010 0 imm19:19 0 cond:4"),
    SVC(Form.EXCEPTION, Operation.SVC, "11010100 000 imm16:16 000 01"),
    BRK(Form.EXCEPTION, Operation.BRK, "11010100 001 imm16:16 000 00"),
    HINT(Form.HINT, Operation.NOP, "1101010100 0 00 011 0010 CRm:4 op2:3 11111"),
    CLREX(Form.BARRIER, Operation.CLREX, "1101010100 0 00 011 0011 CRm:4 010 11111"),
    DSB(Form.BARRIER, Operation.BARRIER, "1101010100 0 00 011 0011 CRm:4 100 11111"),
    DMB(Form.BARRIER, Operation.BARRIER, "1101010100 0 00 011 0011 CRm:4 101 11111"),
    ISB(Form.BARRIER, Operation.ISB, "1101010100 0 00 011 0011 CRm:4 110 11111"),
    SYS(Form.SYSTEM, Operation.SYS, "1101010100 0 01 op1:3 CRn:4 CRm:4 op2:3 Rt:5"),
    MSR_REGISTER(Form.SYSTEM_REGISTER, Operation.MSR, "1101010100 0 1 o0 op1:3 CRn:4 CRm:4 op2:3 Rt:5"),
    MRS_REGISTER(Form.SYSTEM_REGISTER, Operation.MRS, "1101010100 1 1 o0 op1:3 CRn:4 CRm:4 op2:3 Rt:5"),
    BR(Form.BRANCH_REGISTER, Operation.BRANCH_REGISTER, "1101011 0000 11111 000000 Rn:5 00000"),
    BLR(Form.BRANCH_REGISTER, Operation.BRANCH_LINK_REGISTER, "1101011 0001 11111 000000 Rn:5 00000"),
    RET(Form.BRANCH_REGISTER, Operation.BRANCH_REGISTER, "1101011 0010 11111 000000 Rn:5 00000"),
    B(Form.BRANCH, Operation.BRANCH, "000101 imm26:26"),
    BL(Form.BRANCH, Operation.BRANCH_LINK, "100101 imm26:26"),
    CBZ(Form.COMPARE_BRANCH, Operation.BRANCH_ZERO, "sf 011010 0 imm19:19 Rt:5"),
    CBNZ(Form.COMPARE_BRANCH, Operation.BRANCH_NOT_ZERO, "sf 011010 1 imm19:19 Rt:5"),
    TBZ(Form.TEST_BRANCH, Operation.BRANCH_BIT_CLEAR, "b5 011011 0 b40:5 imm14:14 Rt:5"),
    TBNZ(Form.TEST_BRANCH, Operation.BRANCH_BIT_SET, "b5 011011 1 b40:5 imm14:14 Rt:5"),

    // Loads and stores: exclusive, ordered, compare and swap
    STXR(Form.EXCLUSIVE, Operation.STORE_EXCLUSIVE, "size:2 001000 0 0 0 Rs:5 0 Rt2:5 Rn:5 Rt:5"),
    STLXR(Form.EXCLUSIVE, Operation.STORE_EXCLUSIVE, "size:2 001000 0 0 0 Rs:5 1 Rt2:5 Rn:5 Rt:5"),
    LDXR(Form.EXCLUSIVE, Operation.LOAD_EXCLUSIVE, "size:2 001000 0 1 0 Rs:5 0 Rt2:5 Rn:5 Rt:5"),
    LDAXR(Form.EXCLUSIVE, Operation.LOAD_EXCLUSIVE, "size:2 001000 0 1 0 Rs:5 1 Rt2:5 Rn:5 Rt:5"),
    STXP(Form.EXCLUSIVE_PAIR, Operation.STORE_EXCLUSIVE_PAIR, "1 sz 001000 0 0 1 Rs:5 0 Rt2:5 Rn:5 Rt:5"),
    STLXP(Form.EXCLUSIVE_PAIR, Operation.STORE_EXCLUSIVE_PAIR, "1 sz 001000 0 0 1 Rs:5 1 Rt2:5 Rn:5 Rt:5"),
    LDXP(Form.EXCLUSIVE_PAIR, Operation.LOAD_EXCLUSIVE_PAIR, "1 sz 001000 0 1 1 Rs:5 0 Rt2:5 Rn:5 Rt:5"),
    LDAXP(Form.EXCLUSIVE_PAIR, Operation.LOAD_EXCLUSIVE_PAIR, "1 sz 001000 0 1 1 Rs:5 1 Rt2:5 Rn:5 Rt:5"),
    STLR(Form.ORDERED, Operation.STORE_RELEASE, "size:2 001000 1 0 0 Rs:5 1 Rt2:5 Rn:5 Rt:5"),
    LDAR(Form.ORDERED, Operation.LOAD_ACQUIRE, "size:2 001000 1 1 0 Rs:5 1 Rt2:5 Rn:5 Rt:5"),
    CASP(Form.COMPARE_SWAP_PAIR, Operation.COMPARE_SWAP_PAIR, "0 sz 001000 0 A 1 Rs:5 R 11111 Rn:5 Rt:5"),
    CAS(Form.COMPARE_SWAP, Operation.COMPARE_SWAP, "size:2 001000 1 A 1 Rs:5 R 11111 Rn:5 Rt:5"),

    // Loads and stores: literal, pairs
    LDR_LITERAL(Form.LOAD_LITERAL, Operation.LOAD_LITERAL, "opc:2 011 0 00 imm19:19 Rt:5"),
    PAIR_NO_ALLOCATE(Form.PAIR, Operation.PAIR_OFFSET, "opc:2 101 0 000 L imm7:7 Rt2:5 Rn:5 Rt:5"),
    PAIR_POST_INDEX(Form.PAIR, Operation.PAIR_POST_INDEX, "opc:2 101 0 001 L imm7:7 Rt2:5 Rn:5 Rt:5"),
    PAIR_OFFSET(Form.PAIR, Operation.PAIR_OFFSET, "opc:2 101 0 010 L imm7:7 Rt2:5 Rn:5 Rt:5"),
    PAIR_PRE_INDEX(Form.PAIR, Operation.PAIR_PRE_INDEX, "opc:2 101 0 011 L imm7:7 Rt2:5 Rn:5 Rt:5"),

    // Loads and stores: one register
    UNSCALED(Form.LOAD_STORE_IMMEDIATE, Operation.LOAD_STORE, "size:2 111 0 00 opc:2 0 imm9:9 00 Rn:5 Rt:5"),
    POST_INDEX(Form.LOAD_STORE_IMMEDIATE, Operation.POST_INDEX, "size:2 111 0 00 opc:2 0 imm9:9 01 Rn:5 Rt:5"),
    UNPRIVILEGED(Form.LOAD_STORE_IMMEDIATE, Operation.LOAD_STORE, "size:2 111 0 00 opc:2 0 imm9:9 10 Rn:5 Rt:5"),
    PRE_INDEX(Form.LOAD_STORE_IMMEDIATE, Operation.PRE_INDEX, "size:2 111 0 00 opc:2 0 imm9:9 11 Rn:5 Rt:5"),
    REGISTER_OFFSET(
            Form.LOAD_STORE_REGISTER,
            Operation.LOAD_STORE_REGISTER,
            "size:2 111 0 00 opc:2 1 Rm:5 option:3 S 10 Rn:5 Rt:5"),
    UNSIGNED_OFFSET(Form.LOAD_STORE_UNSIGNED, Operation.LOAD_STORE, "size:2 111 0 01 opc:2 imm12:12 Rn:5 Rt:5"),

    // Atomic memory operations
    LDADD(Form.ATOMIC, Operation.LOAD_ADD, "size:2 111 0 00 A R 1 Rs:5 0 000 00 Rn:5 Rt:5"),
    LDCLR(Form.ATOMIC, Operation.LOAD_CLEAR, "size:2 111 0 00 A R 1 Rs:5 0 001 00 Rn:5 Rt:5"),
    LDEOR(Form.ATOMIC, Operation.LOAD_EXCLUSIVE_OR, "size:2 111 0 00 A R 1 Rs:5 0 010 00 Rn:5 Rt:5"),
    LDSET(Form.ATOMIC, Operation.LOAD_SET, "size:2 111 0 00 A R 1 Rs:5 0 011 00 Rn:5 Rt:5"),
    LDSMAX(Form.ATOMIC, Operation.LOAD_SIGNED_MAXIMUM, "size:2 111 0 00 A R 1 Rs:5 0 100 00 Rn:5 Rt:5"),
    LDSMIN(Form.ATOMIC, Operation.LOAD_SIGNED_MINIMUM, "size:2 111 0 00 A R 1 Rs:5 0 101 00 Rn:5 Rt:5"),
    LDUMAX(Form.ATOMIC, Operation.LOAD_UNSIGNED_MAXIMUM, "size:2 111 0 00 A R 1 Rs:5 0 110 00 Rn:5 Rt:5"),
    LDUMIN(Form.ATOMIC, Operation.LOAD_UNSIGNED_MINIMUM, "size:2 111 0 00 A R 1 Rs:5 0 111 00 Rn:5 Rt:5"),
    SWP(Form.ATOMIC, Operation.SWAP, "size:2 111 0 00 A R 1 Rs:5 1 000 00 Rn:5 Rt:5"),
    LDAPR(Form.ORDERED, Operation.LOAD_ACQUIRE, "size:2 111 0 00 1 0 1 11111 1 100 00 Rn:5 Rt:5"),

    // Data processing, register
    AND_SHIFTED(Form.LOGICAL_SHIFTED, Operation.AND_SHIFTED, "sf 00 01010 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5"),
    BIC_SHIFTED(Form.LOGICAL_SHIFTED, Operation.AND_SHIFTED, "sf 00 01010 shift:2 1 Rm:5 imm6:6 Rn:5 Rd:5"),
    ORR_SHIFTED(Form.LOGICAL_SHIFTED, Operation.ORR_SHIFTED, "sf 01 01010 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5"),
    ORN_SHIFTED(Form.LOGICAL_SHIFTED, Operation.ORR_SHIFTED, "sf 01 01010 shift:2 1 Rm:5 imm6:6 Rn:5 Rd:5"),
    EOR_SHIFTED(Form.LOGICAL_SHIFTED, Operation.EOR_SHIFTED, "sf 10 01010 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5"),
    EON_SHIFTED(Form.LOGICAL_SHIFTED, Operation.EOR_SHIFTED, "sf 10 01010 shift:2 1 Rm:5 imm6:6 Rn:5 Rd:5"),
    ANDS_SHIFTED(Form.LOGICAL_SHIFTED, Operation.ANDS_SHIFTED, "sf 11 01010 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5"),
    BICS_SHIFTED(Form.LOGICAL_SHIFTED, Operation.ANDS_SHIFTED, "sf 11 01010 shift:2 1 Rm:5 imm6:6 Rn:5 Rd:5"),
    ADD_SHIFTED(Form.ADD_SUB_SHIFTED, Operation.ADD_SHIFTED, "sf 0 0 01011 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5"),
    ADDS_SHIFTED(Form.ADD_SUB_SHIFTED, Operation.ADDS_SHIFTED, "sf 0 1 01011 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5"),
    SUB_SHIFTED(Form.ADD_SUB_SHIFTED, Operation.SUB_SHIFTED, "sf 1 0 01011 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5"),
    SUBS_SHIFTED(Form.ADD_SUB_SHIFTED, Operation.SUBS_SHIFTED, "sf 1 1 01011 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5"),
    ADD_EXTENDED(Form.ADD_SUB_EXTENDED, Operation.ADD_EXTENDED, "sf 0 0 01011 00 1 Rm:5 option:3 imm3:3 Rn:5 Rd:5"),
    ADDS_EXTENDED(Form.ADD_SUB_EXTENDED, Operation.ADDS_EXTENDED, "sf 0 1 01011 00 1 Rm:5 option:3 imm3:3 Rn:5 Rd:5"),
    SUB_EXTENDED(Form.ADD_SUB_EXTENDED, Operation.SUB_EXTENDED, "sf 1 0 01011 00 1 Rm:5 option:3 imm3:3 Rn:5 Rd:5"),
    SUBS_EXTENDED(Form.ADD_SUB_EXTENDED, Operation.SUBS_EXTENDED, "sf 1 1 01011 00 1 Rm:5 option:3 imm3:3 Rn:5 Rd:5"),
    ADC(Form.ADD_SUB_CARRY, Operation.ADC, "sf 0 0 11010000 Rm:5 000000 Rn:5 Rd:5"),
    ADCS(Form.ADD_SUB_CARRY, Operation.ADCS, "sf 0 1 11010000 Rm:5 000000 Rn:5 Rd:5"),
    SBC(Form.ADD_SUB_CARRY, Operation.SBC, "sf 1 0 11010000 Rm:5 000000 Rn:5 Rd:5"),
    SBCS(Form.ADD_SUB_CARRY, Operation.SBCS, "sf 1 1 11010000 Rm:5 000000 Rn:5 Rd:5"),
    CCMN_REGISTER(Form.CONDITIONAL_COMPARE, Operation.CCMN_REGISTER, "sf 0 1 11010010 Rm:5 cond:4 00 Rn:5 0 nzcv:4"),
    CCMP_REGISTER(Form.CONDITIONAL_COMPARE, Operation.CCMP_REGISTER, "sf 1 1 11010010 Rm:5 cond:4 00 Rn:5 0 nzcv:4"),
    CCMN_IMMEDIATE(
            Form.CONDITIONAL_COMPARE, Operation.CCMN_IMMEDIATE, "sf 0 1 11010010 imm5:5 cond:4 10 Rn:5 0 nzcv:4"),
    CCMP_IMMEDIATE(
            Form.CONDITIONAL_COMPARE, Operation.CCMP_IMMEDIATE, "sf 1 1 11010010 imm5:5 cond:4 10 Rn:5 0 nzcv:4"),
    CSEL(Form.CONDITIONAL_SELECT, Operation.CSEL, "sf 0 0 11010100 Rm:5 cond:4 00 Rn:5 Rd:5"),
    CSINC(Form.CONDITIONAL_SELECT, Operation.CSINC, "sf 0 0 11010100 Rm:5 cond:4 01 Rn:5 Rd:5"),
    CSINV(Form.CONDITIONAL_SELECT, Operation.CSINV, "sf 1 0 11010100 Rm:5 cond:4 00 Rn:5 Rd:5"),
    CSNEG(Form.CONDITIONAL_SELECT, Operation.CSNEG, "sf 1 0 11010100 Rm:5 cond:4 01 Rn:5 Rd:5"),
    MADD(Form.THREE_SOURCE, Operation.MADD, "sf 00 11011 000 Rm:5 0 Ra:5 Rn:5 Rd:5"),
    MSUB(Form.THREE_SOURCE, Operation.MSUB, "sf 00 11011 000 Rm:5 1 Ra:5 Rn:5 Rd:5"),
    SMADDL(Form.THREE_SOURCE, Operation.SMADDL, "1 00 11011 001 Rm:5 0 Ra:5 Rn:5 Rd:5"),
    SMSUBL(Form.THREE_SOURCE, Operation.SMSUBL, "1 00 11011 001 Rm:5 1 Ra:5 Rn:5 Rd:5"),
    SMULH(Form.THREE_SOURCE, Operation.SMULH, "1 00 11011 010 Rm:5 0 Ra:5 Rn:5 Rd:5"),
    UMADDL(Form.THREE_SOURCE, Operation.UMADDL, "1 00 11011 101 Rm:5 0 Ra:5 Rn:5 Rd:5"),
    UMSUBL(Form.THREE_SOURCE, Operation.UMSUBL, "1 00 11011 101 Rm:5 1 Ra:5 Rn:5 Rd:5"),
    UMULH(Form.THREE_SOURCE, Operation.UMULH, "1 00 11011 110 Rm:5 0 Ra:5 Rn:5 Rd:5"),
    UDIV(Form.TWO_SOURCE, Operation.UDIV, "sf 0 0 11010110 Rm:5 000010 Rn:5 Rd:5"),
    SDIV(Form.TWO_SOURCE, Operation.SDIV, "sf 0 0 11010110 Rm:5 000011 Rn:5 Rd:5"),
    LSLV(Form.TWO_SOURCE, Operation.LSLV, "sf 0 0 11010110 Rm:5 001000 Rn:5 Rd:5"),
    LSRV(Form.TWO_SOURCE, Operation.LSRV, "sf 0 0 11010110 Rm:5 001001 Rn:5 Rd:5"),
    ASRV(Form.TWO_SOURCE, Operation.ASRV, "sf 0 0 11010110 Rm:5 001010 Rn:5 Rd:5"),
    RORV(Form.TWO_SOURCE, Operation.RORV, "sf 0 0 11010110 Rm:5 001011 Rn:5 Rd:5"),
    CRC32(Form.CHECKSUM, Operation.CRC32, "sf 0 0 11010110 Rm:5 010 0 sz:2 Rn:5 Rd:5"),
    CRC32C(Form.CHECKSUM, Operation.CRC32C, "sf 0 0 11010110 Rm:5 010 1 sz:2 Rn:5 Rd:5"),
    RBIT(Form.ONE_SOURCE, Operation.RBIT, "sf 1 0 11010110 00000 000000 Rn:5 Rd:5"),
    REV16(Form.ONE_SOURCE, Operation.REV16, "sf 1 0 11010110 00000 000001 Rn:5 Rd:5"),
    REV_WORD(Form.ONE_SOURCE, Operation.REV_WORD, "0 1 0 11010110 00000 000010 Rn:5 Rd:5"),
    REV32(Form.ONE_SOURCE, Operation.REV32, "1 1 0 11010110 00000 000010 Rn:5 Rd:5"),
    REV(Form.ONE_SOURCE, Operation.REV, "1 1 0 11010110 00000 000011 Rn:5 Rd:5"),
    CLZ(Form.ONE_SOURCE, Operation.CLZ, "sf 1 0 11010110 00000 000100 Rn:5 Rd:5"),
    CLS(Form.ONE_SOURCE, Operation.CLS, "sf 1 0 11010110 00000 000101 Rn:5 Rd:5");

    private final Form form;
    private final int operation;

    @SuppressWarnings("ImmutableEnumChecker") // It is immutable, only not annotated so.
    private final EncodingPattern pattern;

    GeneralOpcode(Form form, int operation, String diagram) {
        this.form = form;
        this.operation = operation;
        this.pattern = EncodingPattern.of(diagram);
    }

    /** How its operands are laid out. */
    Form form() {
        return form;
    }

    /** What the interpreter does: the 64-bit variant where the form has both widths. */
    int operation() {
        return operation;
    }

    @Override
    public EncodingPattern pattern() {
        return pattern;
    }
}
