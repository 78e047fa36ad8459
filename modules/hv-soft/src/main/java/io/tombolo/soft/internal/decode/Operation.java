package io.tombolo.soft.internal.decode;

/**
 * The dense numbers that the interpreter switches on. Where an operation has both widths, the even number is the 64-bit one and the odd
 * number after it the 32-bit one. Groups follow one another, so that a group is recognised by its first number.
 */
public final class Operation {
    // Control: the interpreter's own

    /** A word that has not been decoded yet. */
    public static final int UNDECODED = 0;
    /** Behind the last word of a page. */
    public static final int PAGE_END = 1;
    /** Stops single-stepped code. */
    public static final int PAUSE = 2;
    /** Not an instruction. */
    public static final int UNDEFINED = 3;
    /** Does nothing: hints and prefetches. */
    public static final int NOP = 4;

    // Branches

    /** B. */
    public static final int BRANCH = 5;
    /** BL. */
    public static final int BRANCH_LINK = 6;
    /** BR, RET. */
    public static final int BRANCH_REGISTER = 7;
    /** BLR. */
    public static final int BRANCH_LINK_REGISTER = 8;
    /** B.cond; flags: the condition's truth table over NZCV. */
    public static final int BRANCH_CONDITION = 9;
    /** TBZ; flags: the bit's number. */
    public static final int BRANCH_BIT_CLEAR = 10;
    /** TBNZ; flags: the bit's number. */
    public static final int BRANCH_BIT_SET = 11;
    /** SVC. */
    public static final int SVC = 12;

    /** Translated code starts here. */
    public static final int TRANSLATED = 13;

    // Branches on a register of either width

    /** CBZ. */
    public static final int BRANCH_ZERO = 14;
    /** CBNZ. */
    public static final int BRANCH_NOT_ZERO = 16;

    // Constants and moves

    /** Loads imm. */
    public static final int CONSTANT = 18;
    /** ADR. */
    public static final int ADR = 19;
    /** ADRP. */
    public static final int ADRP = 20;
    /** UBFM, extracting: shift right by flags, mask with imm. */
    public static final int UBFX = 21;
    /** UBFM, inserting: mask with imm, shift left by flags. */
    public static final int UBFIZ = 22;

    // Arithmetic and logic, of either width

    /** MOVK; imm: the bits, flags: their position. */
    public static final int MOVK = 24;
    /** ORR with the zero register. */
    public static final int MOVE = 26;
    /** ADD, SUB (imm negated). */
    public static final int ADD_IMMEDIATE = 28;
    /** Decodes to ADD_IMMEDIATE. */
    public static final int SUB_IMMEDIATE = 30;
    /** ADDS, CMN. */
    public static final int ADDS_IMMEDIATE = 32;
    /** SUBS, CMP. */
    public static final int SUBS_IMMEDIATE = 34;
    /** AND. */
    public static final int AND_IMMEDIATE = 36;
    /** ORR. */
    public static final int ORR_IMMEDIATE = 38;
    /** EOR. */
    public static final int EOR_IMMEDIATE = 40;
    /** ANDS, TST. */
    public static final int ANDS_IMMEDIATE = 42;
    /** SBFM, extracting: shift left by ra, then right by flags. */
    public static final int SBFX = 44;
    /** SBFM, inserting: shift left by ra, right by flags, left by imm. */
    public static final int SBFIZ = 46;
    /** ADD, registers. */
    public static final int ADD = 48;
    /** SUB, registers. */
    public static final int SUB = 50;
    /** ADDS, registers. */
    public static final int ADDS = 52;
    /** SUBS, registers. */
    public static final int SUBS = 54;
    /** AND, registers. */
    public static final int AND = 56;
    /** ORR, registers. */
    public static final int ORR = 58;
    /** EOR, registers. */
    public static final int EOR = 60;
    /** ANDS, registers. */
    public static final int ANDS = 62;
    /** ADD with a shifted register; flags: shift kind, imm: amount. */
    public static final int ADD_SHIFTED = 64;
    /** CSEL; flags as in BRANCH_CONDITION. */
    public static final int CSEL = 66;
    /** CSINC. */
    public static final int CSINC = 68;
    /** MADD. */
    public static final int MADD = 70;

    // Less frequent data processing, of either width

    /** First operation of {@code DataProcessing}. */
    public static final int DATA_PROCESSING = 72;
    /** SUB with a shifted register. */
    public static final int SUB_SHIFTED = 72;
    /** ADDS with a shifted register. */
    public static final int ADDS_SHIFTED = 74;
    /** SUBS with a shifted register. */
    public static final int SUBS_SHIFTED = 76;
    /** AND, BIC; flags bit 2: inverted. */
    public static final int AND_SHIFTED = 78;
    /** ORR, ORN. */
    public static final int ORR_SHIFTED = 80;
    /** EOR, EON. */
    public static final int EOR_SHIFTED = 82;
    /** ANDS, BICS. */
    public static final int ANDS_SHIFTED = 84;
    /** ADD with an extended register; flags: option, imm: shift. */
    public static final int ADD_EXTENDED = 86;
    /** SUB with an extended register. */
    public static final int SUB_EXTENDED = 88;
    /** ADDS with an extended register. */
    public static final int ADDS_EXTENDED = 90;
    /** SUBS with an extended register. */
    public static final int SUBS_EXTENDED = 92;
    /** BFM, right shift by flags, into the bits of imm. */
    public static final int BFXIL = 94;
    /** BFM, left shift by flags, into the bits of imm. */
    public static final int BFI = 96;
    /** EXTR; imm: lowest bit. */
    public static final int EXTR = 98;
    /** ADC. */
    public static final int ADC = 100;
    /** ADCS. */
    public static final int ADCS = 102;
    /** SBC. */
    public static final int SBC = 104;
    /** SBCS. */
    public static final int SBCS = 106;
    /** CCMN; ra: the NZCV otherwise. */
    public static final int CCMN_REGISTER = 108;
    /** CCMP. */
    public static final int CCMP_REGISTER = 110;
    /** CCMN with imm. */
    public static final int CCMN_IMMEDIATE = 112;
    /** CCMP with imm. */
    public static final int CCMP_IMMEDIATE = 114;
    /** CSINV. */
    public static final int CSINV = 116;
    /** CSNEG. */
    public static final int CSNEG = 118;
    /** MSUB. */
    public static final int MSUB = 120;
    /** UDIV. */
    public static final int UDIV = 122;
    /** SDIV. */
    public static final int SDIV = 124;
    /** LSLV. */
    public static final int LSLV = 126;
    /** LSRV. */
    public static final int LSRV = 128;
    /** ASRV. */
    public static final int ASRV = 130;
    /** RORV. */
    public static final int RORV = 132;
    /** RBIT. */
    public static final int RBIT = 134;
    /** REV16. */
    public static final int REV16 = 136;
    /** CLZ. */
    public static final int CLZ = 138;
    /** CLS. */
    public static final int CLS = 140;

    // Less frequent data processing

    /** SMADDL. */
    public static final int SMADDL = 142;
    /** SMSUBL. */
    public static final int SMSUBL = 143;
    /** SMULH. */
    public static final int SMULH = 144;
    /** UMADDL. */
    public static final int UMADDL = 145;
    /** UMSUBL. */
    public static final int UMSUBL = 146;
    /** UMULH. */
    public static final int UMULH = 147;
    /** REV of 32 bits. */
    public static final int REV_WORD = 148;
    /** REV32. */
    public static final int REV32 = 149;
    /** REV of 64 bits. */
    public static final int REV = 150;
    /** CRC32; flags: binary logarithm of the size. */
    public static final int CRC32 = 151;
    /** CRC32C. */
    public static final int CRC32C = 152;

    // Loads and stores of one register: the base number plus 4 * size + opc of the encoding

    /** Immediate offset. */
    public static final int LOAD_STORE = 160;
    /** Register offset; flags: shift amount in bits 2..0, extension kind in bits 5..3. */
    public static final int LOAD_STORE_REGISTER = 176;

    // Other loads and stores

    /** LDP of 64-bit registers, base updated after. */
    public static final int LOAD_PAIR_POST_INDEX = 192;
    /** STP of 64-bit registers, base updated before. */
    public static final int STORE_PAIR_PRE_INDEX = 193;
    /** LDP of 64-bit registers, offset. */
    public static final int LOAD_PAIR = 194;
    /** STP of 64-bit registers, offset. */
    public static final int STORE_PAIR = 195;
    /** LDR literal; flags: opc. */
    public static final int LOAD_LITERAL = 196;
    /** Any single load or store, base updated before; flags: 4 * size + opc. */
    public static final int PRE_INDEX = 197;
    /** The same, base updated after. */
    public static final int POST_INDEX = 198;
    /** Any pair; flags: opc << 1 | L. */
    public static final int PAIR_OFFSET = 199;
    /** Any pair, base updated before. */
    public static final int PAIR_PRE_INDEX = 200;
    /** Any pair, base updated after. */
    public static final int PAIR_POST_INDEX = 201;

    // Ordered and atomic accesses; flags: binary logarithm of the size, and ordering

    /** First operation of {@code AtomicAccess}. */
    public static final int ATOMIC = 202;
    /** LDXR, LDAXR. */
    public static final int LOAD_EXCLUSIVE = 202;
    /** STXR, STLXR. */
    public static final int STORE_EXCLUSIVE = 203;
    /** LDXP, LDAXP. */
    public static final int LOAD_EXCLUSIVE_PAIR = 204;
    /** STXP, STLXP. */
    public static final int STORE_EXCLUSIVE_PAIR = 205;
    /** LDAR, LDAPR. */
    public static final int LOAD_ACQUIRE = 206;
    /** STLR. */
    public static final int STORE_RELEASE = 207;
    /** CAS. */
    public static final int COMPARE_SWAP = 208;
    /** CASP. */
    public static final int COMPARE_SWAP_PAIR = 209;
    /** LDADD. */
    public static final int LOAD_ADD = 210;
    /** LDCLR. */
    public static final int LOAD_CLEAR = 211;
    /** LDEOR. */
    public static final int LOAD_EXCLUSIVE_OR = 212;
    /** LDSET. */
    public static final int LOAD_SET = 213;
    /** LDSMAX. */
    public static final int LOAD_SIGNED_MAXIMUM = 214;
    /** LDSMIN. */
    public static final int LOAD_SIGNED_MINIMUM = 215;
    /** LDUMAX. */
    public static final int LOAD_UNSIGNED_MAXIMUM = 216;
    /** LDUMIN. */
    public static final int LOAD_UNSIGNED_MINIMUM = 217;
    /** SWP. */
    public static final int SWAP = 218;

    // System instructions

    /** First operation of {@code SystemInstructions}. */
    public static final int SYSTEM = 219;
    /** CLREX. */
    public static final int CLREX = 219;
    /** DMB, DSB. */
    public static final int BARRIER = 220;
    /** YIELD, WFE, WFI. */
    public static final int YIELD = 221;
    /** Cache maintenance; flags: the {@link SystemRegister}'s ordinal. */
    public static final int SYS = 222;
    /** MSR. */
    public static final int MSR = 223;
    /** MRS. */
    public static final int MRS = 224;

    // Instructions that leave the loop

    /** ISB: fetches anew. */
    public static final int ISB = 225;
    /** BRK; imm: its immediate. */
    public static final int BRK = 226;

    /** First operation of the FP and SIMD interpreter: its operations are this plus its own numbers. */
    public static final int FP_SIMD = 1024;

    private Operation() {}
}
