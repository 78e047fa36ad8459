package io.tombolo.soft.internal.decode;

import static io.tombolo.soft.internal.decode.Expansion.ones;
import static io.tombolo.soft.internal.decode.Expansion.signed;
import static io.tombolo.soft.internal.decode.Expansion.unsigned;

import io.tombolo.soft.internal.CpuState;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the instructions of {@link GeneralOpcode}: finds the row, expands the operands and chooses the simplest operation that does
 * the same. Thread-safe.
 */
final class GeneralDecoder {
    private static final int STACK_MASK = 15;
    private static final int LOAD_BIT = 1 << 22;

    private final EncodingTable<GeneralOpcode> table = new EncodingTable<>(GeneralOpcode.values());

    /** Decodes a word, or answers null if it is unallocated. */
    @Nullable
    Instruction decode(int word) {
        GeneralOpcode row = table.find(word);
        return row == null ? null : decode(row, word);
    }

    private static @Nullable Instruction decode(GeneralOpcode row, int word) {
        int op = row.operation();
        return switch (row.form()) {
            case PC_RELATIVE -> pcRelative(op, word);
            case ADD_SUB_IMMEDIATE -> addSubImmediate(op, word);
            case LOGICAL_IMMEDIATE -> logicalImmediate(op, word);
            case MOVE_WIDE -> moveWide(op, word);
            case BITFIELD -> bitfield(op, word);
            case EXTRACT -> extract(op, word);
            case CONDITIONAL_BRANCH ->
                make(op, word)
                        .imm(signed(word, 5, 19))
                        .flags(Expansion.condition(word))
                        .build();
            case EXCEPTION -> make(op, word).imm(unsigned(word, 5, 16)).build();
            case HINT -> hint(op, word);
            case BARRIER -> make(op, word).build();
            case SYSTEM, SYSTEM_REGISTER -> system(op, word);
            case BRANCH_REGISTER -> make(op, word).rn(source(rn(word))).build();
            case BRANCH -> make(op, word).imm(signed(word, 0, 26)).build();
            case COMPARE_BRANCH ->
                make(wide(op, word), word)
                        .rn(source(rd(word)))
                        .imm(signed(word, 5, 19))
                        .build();
            case TEST_BRANCH -> testBranch(op, word);
            case EXCLUSIVE, EXCLUSIVE_PAIR, ORDERED -> exclusive(row.form(), op, word);
            case COMPARE_SWAP -> compareSwap(op, word);
            case COMPARE_SWAP_PAIR -> compareSwapPair(op, word);
            case ATOMIC -> atomic(op, word);
            case LOAD_LITERAL -> loadLiteral(op, word);
            case PAIR -> pair(row, word);
            case LOAD_STORE_IMMEDIATE -> loadStoreImmediate(row, word);
            case LOAD_STORE_REGISTER -> loadStoreRegister(op, word);
            case LOAD_STORE_UNSIGNED -> loadStore(op, word, (long) unsigned(word, 10, 12) << (word >>> 30), true);
            case LOGICAL_SHIFTED -> logicalShifted(op, word);
            case ADD_SUB_SHIFTED -> addSubShifted(op, word);
            case ADD_SUB_EXTENDED -> addSubExtended(row, word);
            case ADD_SUB_CARRY, TWO_SOURCE -> registers(wide(op, word), word);
            case CONDITIONAL_COMPARE -> conditionalCompare(row, word);
            case CONDITIONAL_SELECT -> conditionalSelect(op, word);
            case THREE_SOURCE -> threeSource(row, word);
            case CHECKSUM -> checksum(op, word);
            case ONE_SOURCE -> oneSource(row, word);
        };
    }

    private static Builder make(int op, int word) {
        return new Builder(op, word);
    }

    private static boolean is64(int word) {
        return word < 0;
    }

    /** The operation of the width that bit 31 (sf) selects. */
    private static int wide(int op, int word) {
        return is64(word) ? op : op + 1;
    }

    private static int rd(int word) {
        return word & 31;
    }

    private static int rn(int word) {
        return word >>> 5 & 31;
    }

    private static int rm(int word) {
        return word >>> 16 & 31;
    }

    private static int ra(int word) {
        return word >>> 10 & 31;
    }

    private static int source(int register) {
        return register == 31 ? CpuState.ZERO : register;
    }

    private static int destination(int register) {
        return register == 31 ? CpuState.DISCARD : register;
    }

    private static Instruction registers(int op, int word) {
        return make(op, word)
                .rd(destination(rd(word)))
                .rn(source(rn(word)))
                .rm(source(rm(word)))
                .build();
    }

    private static Instruction pcRelative(int op, int word) {
        long imm = (long) signed(word, 5, 19) << 2 | unsigned(word, 29, 2);
        return make(op, word)
                .rd(destination(rd(word)))
                .imm(op == Operation.ADRP ? imm << 12 : imm)
                .build();
    }

    private static Instruction addSubImmediate(int op, int word) {
        boolean setsFlags = (word & 1 << 29) != 0;
        long imm = (long) unsigned(word, 10, 12) << ((word & 1 << 22) != 0 ? 12 : 0);
        boolean negate = op == Operation.SUB_IMMEDIATE;
        return make(wide(negate ? Operation.ADD_IMMEDIATE : op, word), word)
                .rd(setsFlags ? destination(rd(word)) : rd(word))
                .rn(rn(word))
                .imm(negate ? -imm : imm)
                .build();
    }

    private static @Nullable Instruction logicalImmediate(int op, int word) {
        int n = unsigned(word, 22, 1);
        long imm = Expansion.logical(n, unsigned(word, 16, 6), unsigned(word, 10, 6));
        if (imm == Expansion.RESERVED || (!is64(word) && n != 0)) {
            return null;
        }
        boolean setsFlags = op == Operation.ANDS_IMMEDIATE;
        return make(wide(op, word), word)
                .rd(setsFlags ? destination(rd(word)) : rd(word))
                .rn(source(rn(word)))
                .imm(is64(word) ? imm : imm & ones(32))
                .build();
    }

    private static @Nullable Instruction moveWide(int op, int word) {
        int shift = unsigned(word, 21, 2) * 16;
        if (!is64(word) && shift >= 32) {
            return null;
        }
        long bits = (long) unsigned(word, 5, 16) << shift;
        boolean not = (word & 0x6000_0000) == 0;
        long value = (not ? ~bits : bits) & (is64(word) ? -1 : ones(32));
        boolean keep = op == Operation.MOVK;
        return make(keep ? wide(op, word) : op, word)
                .rd(destination(rd(word)))
                .rn(source(rd(word)))
                .imm(keep ? bits : value)
                .flags(shift)
                .build();
    }

    private static @Nullable Instruction bitfield(int op, int word) {
        int size = is64(word) ? 64 : 32;
        int immr = unsigned(word, 16, 6);
        int imms = unsigned(word, 10, 6);
        if (unsigned(word, 22, 1) != word >>> 31 || immr >= size || imms >= size) {
            return null;
        }
        boolean extract = imms >= immr;
        int left = size - immr & 63;
        Builder made = make(0, word).rd(destination(rd(word))).rn(source(rn(word)));
        return switch (op) {
            case Operation.UBFX ->
                extract
                        ? made.op(Operation.UBFX)
                                .flags(immr)
                                .imm(ones(imms - immr + 1))
                                .build()
                        : made.op(Operation.UBFIZ)
                                .flags(left)
                                .imm(ones(imms + 1))
                                .build();
            case Operation.SBFX ->
                extract
                        ? made.op(wide(op, word))
                                .ra(63 - imms)
                                .flags(63 - imms + immr)
                                .build()
                        : made.op(wide(Operation.SBFIZ, word))
                                .ra(63 - imms)
                                .flags(63 - imms)
                                .imm(left)
                                .build();
            default ->
                extract
                        ? made.op(wide(op, word))
                                .ra(source(rd(word)))
                                .flags(immr)
                                .imm(ones(imms - immr + 1))
                                .build()
                        : made.op(wide(Operation.BFI, word))
                                .ra(source(rd(word)))
                                .flags(left)
                                .imm(ones(imms + 1) << left)
                                .build();
        };
    }

    private static @Nullable Instruction extract(int op, int word) {
        int lowest = unsigned(word, 10, 6);
        if (unsigned(word, 22, 1) != word >>> 31 || (!is64(word) && lowest >= 32)) {
            return null;
        }
        return make(wide(op, word), word)
                .rd(destination(rd(word)))
                .rn(source(rn(word)))
                .rm(source(rm(word)))
                .imm(lowest)
                .build();
    }

    private static Instruction hint(int op, int word) {
        int number = unsigned(word, 5, 7);
        return make(number >= 1 && number <= 3 ? Operation.YIELD : op, word).build();
    }

    @SuppressWarnings("EnumOrdinal") // an instruction holds numbers
    private static @Nullable Instruction system(int op, int word) {
        SystemRegister register = SystemRegister.of(word);
        if (register == null || register.operation() != (op == Operation.SYS)) {
            return null;
        }
        if (op == Operation.MRS) {
            Builder made = make(register.constant() ? Operation.CONSTANT : op, word);
            return made.rd(destination(rd(word)))
                    .imm(register.value())
                    .flags(register.ordinal())
                    .build();
        }
        boolean allowed = op == Operation.SYS || register.writable();
        return allowed
                ? make(op, word).rn(source(rd(word))).flags(register.ordinal()).build()
                : null;
    }

    private static Instruction testBranch(int op, int word) {
        int bit = word >>> 31 << 5 | unsigned(word, 19, 5);
        return make(op, word)
                .rn(source(rd(word)))
                .flags(bit)
                .imm(signed(word, 5, 14))
                .build();
    }

    private static Instruction exclusive(Form form, int op, int word) {
        boolean load =
                op == Operation.LOAD_EXCLUSIVE || op == Operation.LOAD_EXCLUSIVE_PAIR || op == Operation.LOAD_ACQUIRE;
        int second = load ? destination(ra(word)) : source(ra(word));
        return make(op, word)
                .rd(load ? destination(rd(word)) : source(rd(word)))
                .rn(rn(word))
                .rm(destination(rm(word)))
                .ra(second)
                .flags(unsigned(word, 30, form == Form.EXCLUSIVE_PAIR ? 1 : 2) + (form == Form.EXCLUSIVE_PAIR ? 2 : 0))
                .base(word)
                .build();
    }

    private static Instruction compareSwap(int op, int word) {
        return make(op, word)
                .rd(destination(rm(word)))
                .rm(source(rm(word)))
                .ra(source(rd(word)))
                .rn(rn(word))
                .flags(word >>> 30)
                .base(word)
                .build();
    }

    private static @Nullable Instruction compareSwapPair(int op, int word) {
        if (((rd(word) | rm(word)) & 1) != 0) {
            return null;
        }
        return make(op, word)
                .rd(rm(word))
                .rm(rm(word))
                .ra(rd(word))
                .rn(rn(word))
                .flags(unsigned(word, 30, 1) + 2)
                .base(word)
                .build();
    }

    private static Instruction atomic(int op, int word) {
        return make(op, word)
                .rd(destination(rd(word)))
                .rm(source(rm(word)))
                .rn(rn(word))
                .flags(word >>> 30)
                .base(word)
                .build();
    }

    private static Instruction loadLiteral(int op, int word) {
        int opc = word >>> 30;
        return opc == 3
                ? make(Operation.NOP, word).build()
                : make(op, word)
                        .rd(destination(rd(word)))
                        .flags(opc)
                        .imm((long) signed(word, 5, 19) << 2)
                        .build();
    }

    private static @Nullable Instruction pair(GeneralOpcode row, int word) {
        int opc = word >>> 30;
        boolean load = (word & LOAD_BIT) != 0;
        boolean signedWords = opc == 1;
        if (opc == 3 || (signedWords && (!load || row == GeneralOpcode.PAIR_NO_ALLOCATE))) {
            return null;
        }
        int op = opc == 2 ? widePair(row.operation(), load) : row.operation();
        return make(op, word)
                .rd(load ? destination(rd(word)) : source(rd(word)))
                .ra(load ? destination(ra(word)) : source(ra(word)))
                .rn(rn(word))
                .flags(opc << 1 | (load ? 1 : 0))
                .imm((long) signed(word, 15, 7) << (opc == 2 ? 3 : 2))
                .base(word)
                .build();
    }

    /** The frequent accesses of two 64-bit registers have operations of their own. */
    private static int widePair(int op, boolean load) {
        return switch (op) {
            case Operation.PAIR_OFFSET -> load ? Operation.LOAD_PAIR : Operation.STORE_PAIR;
            case Operation.PAIR_POST_INDEX -> load ? Operation.LOAD_PAIR_POST_INDEX : op;
            case Operation.PAIR_PRE_INDEX -> load ? op : Operation.STORE_PAIR_PRE_INDEX;
            default -> op;
        };
    }

    private static @Nullable Instruction loadStoreImmediate(GeneralOpcode row, int word) {
        return loadStore(row.operation(), word, signed(word, 12, 9), row == GeneralOpcode.UNSCALED);
    }

    /** 4 * size + opc: names the access. */
    private static int accessKind(int word) {
        return word >>> 30 << 2 | unsigned(word, 22, 2);
    }

    private static @Nullable Instruction loadStore(int op, int word, long imm, boolean prefetches) {
        int kind = accessKind(word);
        if (kind == 14 && prefetches) {
            return make(Operation.NOP, word).build();
        }
        if (kind == 11 || kind >= 14) {
            return null;
        }
        boolean store = (kind & 3) == 0;
        return make(op == Operation.LOAD_STORE ? op + kind : op, word)
                .rd(store ? source(rd(word)) : destination(rd(word)))
                .rn(rn(word))
                .flags(kind)
                .imm(imm)
                .base(word)
                .build();
    }

    private static @Nullable Instruction loadStoreRegister(int op, int word) {
        int kind = accessKind(word);
        int option = unsigned(word, 13, 3);
        if ((option & 2) == 0 || kind == 11 || kind == 15) {
            return null;
        }
        if (kind == 14) {
            return make(Operation.NOP, word).build();
        }
        int shift = unsigned(word, 12, 1) != 0 ? word >>> 30 : 0;
        boolean store = (kind & 3) == 0;
        return make(op + kind, word)
                .rd(store ? source(rd(word)) : destination(rd(word)))
                .rn(rn(word))
                .rm(source(rm(word)))
                .flags(option << 3 | shift)
                .base(word)
                .build();
    }

    private static @Nullable Instruction logicalShifted(int op, int word) {
        int amount = unsigned(word, 10, 6);
        boolean inverted = unsigned(word, 21, 1) != 0;
        if (!is64(word) && amount >= 32) {
            return null;
        }
        if (amount == 0 && !inverted) {
            return registers(wide(plainLogical(op, word), word), word);
        }
        return shifted(op, word, unsigned(word, 22, 2) | (inverted ? 4 : 0), amount);
    }

    private static int plainLogical(int op, int word) {
        return switch (op) {
            case Operation.AND_SHIFTED -> Operation.AND;
            case Operation.ORR_SHIFTED -> rn(word) == 31 ? Operation.MOVE : Operation.ORR;
            case Operation.EOR_SHIFTED -> Operation.EOR;
            default -> Operation.ANDS;
        };
    }

    private static @Nullable Instruction addSubShifted(int op, int word) {
        int kind = unsigned(word, 22, 2);
        int amount = unsigned(word, 10, 6);
        if (kind == 3 || (!is64(word) && amount >= 32)) {
            return null;
        }
        return amount == 0 ? registers(wide(plainArithmetic(op), word), word) : shifted(op, word, kind, amount);
    }

    private static int plainArithmetic(int op) {
        return switch (op) {
            case Operation.ADD_SHIFTED -> Operation.ADD;
            case Operation.ADDS_SHIFTED -> Operation.ADDS;
            case Operation.SUB_SHIFTED -> Operation.SUB;
            default -> Operation.SUBS;
        };
    }

    private static Instruction shifted(int op, int word, int kind, int amount) {
        return make(wide(op, word), word)
                .rd(destination(rd(word)))
                .rn(source(rn(word)))
                .rm(source(rm(word)))
                .flags(kind)
                .imm(amount)
                .build();
    }

    private static @Nullable Instruction addSubExtended(GeneralOpcode row, int word) {
        int amount = unsigned(word, 10, 3);
        if (amount > 4) {
            return null;
        }
        boolean setsFlags = (word & 1 << 29) != 0;
        return make(wide(row.operation(), word), word)
                .rd(setsFlags ? destination(rd(word)) : rd(word))
                .rn(rn(word))
                .rm(source(rm(word)))
                .flags(unsigned(word, 13, 3))
                .imm(amount)
                .build();
    }

    private static Instruction conditionalCompare(GeneralOpcode row, int word) {
        return make(wide(row.operation(), word), word)
                .rn(source(rn(word)))
                .rm(source(rm(word)))
                .ra(word << 28)
                .flags(Expansion.condition(word >>> 12))
                .imm(rm(word))
                .build();
    }

    private static Instruction conditionalSelect(int op, int word) {
        return make(wide(op, word), word)
                .rd(destination(rd(word)))
                .rn(source(rn(word)))
                .rm(source(rm(word)))
                .flags(Expansion.condition(word >>> 12))
                .build();
    }

    private static Instruction threeSource(GeneralOpcode row, int word) {
        boolean bothWidths = row == GeneralOpcode.MADD || row == GeneralOpcode.MSUB;
        return make(bothWidths ? wide(row.operation(), word) : row.operation(), word)
                .rd(destination(rd(word)))
                .rn(source(rn(word)))
                .rm(source(rm(word)))
                .ra(source(ra(word)))
                .build();
    }

    private static @Nullable Instruction checksum(int op, int word) {
        int size = unsigned(word, 10, 2);
        if (is64(word) != (size == 3)) {
            return null;
        }
        return make(op, word)
                .rd(destination(rd(word)))
                .rn(source(rn(word)))
                .rm(source(rm(word)))
                .flags(size)
                .build();
    }

    private static Instruction oneSource(GeneralOpcode row, int word) {
        int op = row.operation();
        boolean oneWidth = op == Operation.REV || op == Operation.REV32 || op == Operation.REV_WORD;
        return make(oneWidth ? op : wide(op, word), word)
                .rd(destination(rd(word)))
                .rn(source(rn(word)))
                .build();
    }

    /** Collects the operands of an instruction, all zero unless set. */
    private static final class Builder {
        private int op;
        private final int word;
        private int rd;
        private int rn;
        private int rm;
        private int ra;
        private int flags;
        private int baseMask;
        private long imm;

        Builder(int op, int word) {
            this.op = op;
            this.word = word;
        }

        Builder op(int value) {
            op = value;
            return this;
        }

        Builder rd(int value) {
            rd = value;
            return this;
        }

        Builder rn(int value) {
            rn = value;
            return this;
        }

        Builder rm(int value) {
            rm = value;
            return this;
        }

        Builder ra(int value) {
            ra = value;
            return this;
        }

        Builder flags(int value) {
            flags = value;
            return this;
        }

        Builder imm(long value) {
            imm = value;
            return this;
        }

        /** Demands an aligned stack pointer if that is the base register. */
        Builder base(int encoding) {
            baseMask = GeneralDecoder.rn(encoding) == 31 ? STACK_MASK : 0;
            return this;
        }

        Instruction build() {
            return new Instruction(op, rd, rn, rm, ra, flags, baseMask, imm, word);
        }
    }
}
