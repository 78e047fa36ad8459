package io.tombolo.soft.internal.decode;

import static io.tombolo.soft.internal.decode.Expansion.signed;
import static io.tombolo.soft.internal.decode.Expansion.unsigned;

import java.util.Locale;

/**
 * Prints instructions in the assembler's syntax, from the same table that decodes them: general instructions in full, with the most
 * common aliases; those of floating point and SIMD by name and encoding. Thread-safe.
 */
public final class Disassembler {
    private static final String[] CONDITIONS = {
        "eq", "ne", "cs", "cc", "mi", "pl", "vs", "vc", "hi", "ls", "ge", "lt", "gt", "le", "al", "nv"
    };
    private static final String[] SHIFTS = {"lsl", "lsr", "asr", "ror"};
    private static final String[] EXTENSIONS = {"uxtb", "uxth", "uxtw", "uxtx", "sxtb", "sxth", "sxtw", "sxtx"};
    private static final String[] BARRIERS = {
        "#0", "oshld", "oshst", "osh", "#4", "nshld", "nshst", "nsh", "#8", "ishld", "ishst", "ish", "#12", "ld", "st",
        "sy"
    };
    private static final int ZERO_REGISTER = 31;

    private final Decoder decoder = new Decoder();
    private final EncodingTable<GeneralOpcode> general = new EncodingTable<>(GeneralOpcode.values());
    private final EncodingTable<FpSimdOpcode> fpSimd = new EncodingTable<>(FpSimdOpcode.values());

    /**
     * Prints one instruction.
     *
     * @param word its encoding
     * @param address where it lies, for the targets of branches
     */
    public String disassemble(int word, long address) {
        Instruction instruction = decoder.decode(word);
        if (instruction.op == Operation.UNDEFINED) {
            return String.format(Locale.ROOT, ".inst 0x%08x", word);
        }
        if (instruction.op >= Operation.FP_SIMD) {
            FpSimdOpcode row = fpSimd.find(word);
            return row == null ? "" : String.format(Locale.ROOT, "%s // 0x%08x", row.mnemonic(), word);
        }
        GeneralOpcode row = general.find(word);
        return row == null ? "" : print(row, word, address);
    }

    private static String print(GeneralOpcode row, int word, long address) {
        String name = mnemonic(row.name());
        return switch (row.form()) {
            case PC_RELATIVE -> name + " " + x(word) + ", " + hex(pcRelative(row, word, address));
            case ADD_SUB_IMMEDIATE -> addSubImmediate(name, word);
            case LOGICAL_IMMEDIATE -> logicalImmediate(name, word);
            case MOVE_WIDE -> moveWide(row, word);
            case BITFIELD ->
                name + " " + r(word, 0) + ", " + r(word, 5) + ", #" + field(word, 16, 6) + ", #" + field(word, 10, 6);
            case EXTRACT ->
                name + " " + r(word, 0) + ", " + r(word, 5) + ", " + r(word, 16) + ", #" + field(word, 10, 6);
            case CONDITIONAL_BRANCH ->
                "b." + CONDITIONS[word & 15] + " " + hex(address + ((long) signed(word, 5, 19) << 2));
            case EXCEPTION -> name + " " + immediate(field(word, 5, 16));
            case HINT -> hint(word);
            case BARRIER -> row == GeneralOpcode.CLREX ? name : name + " " + BARRIERS[field(word, 8, 4)];
            case SYSTEM, SYSTEM_REGISTER -> system(name, row, word);
            case BRANCH_REGISTER ->
                row == GeneralOpcode.RET && field(word, 5, 5) == 30 ? "ret" : name + " " + register(word, 5, true);
            case BRANCH -> name + " " + hex(address + ((long) signed(word, 0, 26) << 2));
            case COMPARE_BRANCH -> name + " " + r(word, 0) + ", " + hex(address + ((long) signed(word, 5, 19) << 2));
            case TEST_BRANCH ->
                name
                        + " "
                        + r(word, 0)
                        + ", #"
                        + (word >>> 31 << 5 | field(word, 19, 5))
                        + ", "
                        + hex(address + ((long) signed(word, 5, 14) << 2));
            case EXCLUSIVE, EXCLUSIVE_PAIR, ORDERED -> exclusive(name, row, word);
            case COMPARE_SWAP, COMPARE_SWAP_PAIR -> compareSwap(name, row, word);
            case ATOMIC -> atomic(name, word);
            case LOAD_LITERAL -> loadLiteral(word, address);
            case PAIR -> pair(row, word);
            case LOAD_STORE_IMMEDIATE -> loadStoreImmediate(row, word);
            case LOAD_STORE_REGISTER -> loadStoreRegister(word);
            case LOAD_STORE_UNSIGNED -> loadStore("", word) + base(word, (long) field(word, 10, 12) << (word >>> 30));
            case LOGICAL_SHIFTED, ADD_SUB_SHIFTED -> shifted(name, word);
            case ADD_SUB_EXTENDED -> extended(name, word);
            case ADD_SUB_CARRY, TWO_SOURCE -> name + " " + r(word, 0) + ", " + r(word, 5) + ", " + r(word, 16);
            case CONDITIONAL_COMPARE -> conditionalCompare(name, row, word);
            case CONDITIONAL_SELECT ->
                name + " " + r(word, 0) + ", " + r(word, 5) + ", " + r(word, 16) + ", " + condition(word);
            case THREE_SOURCE -> threeSource(name, row, word);
            case CHECKSUM -> name + "bhwx".charAt(field(word, 10, 2)) + " " + checksumOperands(word);
            case ONE_SOURCE -> name + " " + r(word, 0) + ", " + r(word, 5);
        };
    }

    private static String mnemonic(String name) {
        int end = name.indexOf('_');
        return (end < 0 ? name : name.substring(0, end)).toLowerCase(Locale.ROOT);
    }

    private static int field(int word, int lowest, int width) {
        return unsigned(word, lowest, width);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static String immediate(long value) {
        return value < 0 ? "#-0x" + Long.toHexString(-value) : "#0x" + Long.toHexString(value);
    }

    private static String register(int word, int lowest, boolean wide) {
        int number = field(word, lowest, 5);
        return (wide ? "x" : "w") + (number == ZERO_REGISTER ? "zr" : Integer.toString(number));
    }

    /** A register of the width that bit 31 selects; 31 is the zero register. */
    private static String r(int word, int lowest) {
        return register(word, lowest, word < 0);
    }

    /** The 64-bit destination register. */
    private static String x(int word) {
        return register(word, 0, true);
    }

    /** Like {@link #r}, but 31 is the stack pointer. */
    private static String sp(int word, int lowest, boolean wide) {
        return field(word, lowest, 5) == ZERO_REGISTER ? wide ? "sp" : "wsp" : register(word, lowest, wide);
    }

    private static String condition(int word) {
        return CONDITIONS[field(word, 12, 4)];
    }

    private static long pcRelative(GeneralOpcode row, int word, long address) {
        long offset = (long) signed(word, 5, 19) << 2 | field(word, 29, 2);
        return row == GeneralOpcode.ADR ? address + offset : (address & -4096) + (offset << 12);
    }

    private static boolean setsFlags(int word) {
        return (word & 1 << 29) != 0;
    }

    private static String addSubImmediate(String name, int word) {
        boolean wide = word < 0;
        String amount = immediate(field(word, 10, 12)) + (field(word, 22, 1) != 0 ? ", lsl #12" : "");
        if (setsFlags(word) && field(word, 0, 5) == ZERO_REGISTER) {
            return compareName(name) + " " + sp(word, 5, wide) + ", " + amount;
        }
        String destination = setsFlags(word) ? r(word, 0) : sp(word, 0, wide);
        boolean stackPointer = field(word, 0, 5) == ZERO_REGISTER || field(word, 5, 5) == ZERO_REGISTER;
        if (name.equals("add") && field(word, 10, 13) == 0 && stackPointer) {
            return "mov " + destination + ", " + sp(word, 5, wide);
        }
        return name + " " + destination + ", " + sp(word, 5, wide) + ", " + amount;
    }

    private static String compareName(String name) {
        return switch (name) {
            case "subs" -> "cmp";
            case "adds" -> "cmn";
            default -> "tst";
        };
    }

    private static String logicalImmediate(String name, int word) {
        long mask = Expansion.logical(field(word, 22, 1), field(word, 16, 6), field(word, 10, 6));
        String bits = "#" + hex(word < 0 ? mask : mask & 0xffff_ffffL);
        if (name.equals("ands")) {
            return field(word, 0, 5) == ZERO_REGISTER
                    ? "tst " + r(word, 5) + ", " + bits
                    : name + " " + r(word, 0) + ", " + r(word, 5) + ", " + bits;
        }
        return name + " " + sp(word, 0, word < 0) + ", " + r(word, 5) + ", " + bits;
    }

    private static String moveWide(GeneralOpcode row, int word) {
        int shift = field(word, 21, 2) * 16;
        long bits = (long) field(word, 5, 16) << shift;
        return switch (row) {
            case MOVZ -> "mov " + r(word, 0) + ", #" + hex(bits);
            case MOVN -> "mov " + r(word, 0) + ", #" + hex(word < 0 ? ~bits : ~bits & 0xffff_ffffL);
            default ->
                "movk " + r(word, 0) + ", " + immediate(field(word, 5, 16)) + (shift == 0 ? "" : ", lsl #" + shift);
        };
    }

    private static String hint(int word) {
        return switch (field(word, 5, 7)) {
            case 0 -> "nop";
            case 1 -> "yield";
            case 2 -> "wfe";
            case 3 -> "wfi";
            case 4 -> "sev";
            case 5 -> "sevl";
            case 25 -> "paciasp";
            case 29 -> "autiasp";
            case 32 -> "bti";
            case 34 -> "bti c";
            case 36 -> "bti j";
            case 38 -> "bti jc";
            default -> "hint " + immediate(field(word, 5, 7));
        };
    }

    private static String system(String name, GeneralOpcode row, int word) {
        SystemRegister register = SystemRegister.of(word);
        String target = register == null ? hex(word) : register.assemblerName();
        return switch (row) {
            case MRS_REGISTER -> name + " " + x(word) + ", " + target;
            case MSR_REGISTER -> name + " " + target + ", " + x(word);
            default -> target.replace('_', ' ') + ", " + x(word);
        };
    }

    private static String sized(int word) {
        return switch (word >>> 30) {
            case 0 -> "b";
            case 1 -> "h";
            default -> "";
        };
    }

    private static String exclusive(String name, GeneralOpcode row, int word) {
        boolean pair = row.form() == Form.EXCLUSIVE_PAIR;
        boolean wide = pair ? field(word, 30, 1) != 0 : word >>> 30 == 3;
        boolean store = row.form() != Form.ORDERED && field(word, 22, 1) == 0;
        return name
                + (pair ? "" : sized(word))
                + " "
                + (store ? register(word, 16, false) + ", " : "")
                + register(word, 0, wide)
                + (pair ? ", " + register(word, 10, wide) : "")
                + ", ["
                + sp(word, 5, true)
                + "]";
    }

    private static String compareSwap(String name, GeneralOpcode row, int word) {
        boolean pair = row.form() == Form.COMPARE_SWAP_PAIR;
        boolean wide = pair ? field(word, 30, 1) != 0 : word >>> 30 == 3;
        String order = (field(word, 22, 1) != 0 ? "a" : "") + (field(word, 15, 1) != 0 ? "l" : "");
        String expected = pair ? couple(word, 16, wide) : register(word, 16, wide);
        String value = pair ? couple(word, 0, wide) : register(word, 0, wide);
        return name + order + (pair ? "" : sized(word)) + " " + expected + ", " + value + ", [" + sp(word, 5, true)
                + "]";
    }

    private static String couple(int word, int lowest, boolean wide) {
        return register(word, lowest, wide) + ", " + register(word | 1 << lowest, lowest, wide);
    }

    private static String atomic(String name, int word) {
        boolean wide = word >>> 30 == 3;
        String order = (field(word, 23, 1) != 0 ? "a" : "") + (field(word, 22, 1) != 0 ? "l" : "");
        return name + order + sized(word) + " " + register(word, 16, wide) + ", " + register(word, 0, wide) + ", ["
                + sp(word, 5, true) + "]";
    }

    private static String loadLiteral(int word, long address) {
        String target = hex(address + ((long) signed(word, 5, 19) << 2));
        return switch (word >>> 30) {
            case 0 -> "ldr " + register(word, 0, false) + ", " + target;
            case 1 -> "ldr " + register(word, 0, true) + ", " + target;
            case 2 -> "ldrsw " + register(word, 0, true) + ", " + target;
            default -> "prfm #" + field(word, 0, 5) + ", " + target;
        };
    }

    private static String pair(GeneralOpcode row, int word) {
        int opc = word >>> 30;
        boolean wide = opc != 0;
        long offset = (long) signed(word, 15, 7) << (opc == 2 ? 3 : 2);
        String middle = row == GeneralOpcode.PAIR_NO_ALLOCATE ? "n" : "";
        String name = (field(word, 22, 1) != 0 ? "ld" : "st") + middle + "p" + (opc == 1 ? "sw" : "");
        String registers = name + " " + register(word, 0, wide) + ", " + register(word, 10, wide) + ", ";
        return switch (row) {
            case PAIR_POST_INDEX -> registers + "[" + sp(word, 5, true) + "], " + immediate(offset);
            case PAIR_PRE_INDEX -> registers + base(word, offset) + "!";
            default -> registers + base(word, offset);
        };
    }

    private static String base(int word, long offset) {
        return "[" + sp(word, 5, true) + (offset == 0 ? "" : ", " + immediate(offset)) + "]";
    }

    /** Mnemonic and transfer register of a single load, store or prefetch; the middle tells unscaled and unprivileged ones. */
    private static String loadStore(String middle, int word) {
        int size = word >>> 30;
        int opc = field(word, 22, 2);
        if (size == 3 && opc == 2) {
            return (middle.isEmpty() ? "prfm" : "prfum") + " #" + field(word, 0, 5) + ", ";
        }
        String signedSize = new String[] {"sb", "sh", "sw", ""}[size];
        String kind = opc == 0 ? "st" : "ld";
        String suffix = opc >= 2 ? signedSize : sized(word);
        boolean wide = opc == 2 || (opc < 2 && size == 3);
        String letter = middle.isEmpty() ? "r" : middle;
        return kind + letter + suffix + " " + register(word, 0, wide) + ", ";
    }

    private static String loadStoreImmediate(GeneralOpcode row, int word) {
        long offset = signed(word, 12, 9);
        return switch (row) {
            case UNSCALED -> loadStore("ur", word) + base(word, offset);
            case UNPRIVILEGED -> loadStore("tr", word) + base(word, offset);
            case PRE_INDEX -> loadStore("", word) + "[" + sp(word, 5, true) + ", " + immediate(offset) + "]!";
            default -> loadStore("", word) + "[" + sp(word, 5, true) + "], " + immediate(offset);
        };
    }

    private static String loadStoreRegister(int word) {
        int option = field(word, 13, 3);
        boolean scaled = field(word, 12, 1) != 0;
        String index = register(word, 16, (option & 1) != 0);
        String extension = option == 3 ? "lsl" : EXTENSIONS[option];
        String amount = scaled ? " #" + (word >>> 30) : "";
        String modifier = option == 3 && !scaled ? "" : ", " + extension + amount;
        return loadStore("", word) + "[" + sp(word, 5, true) + ", " + index + modifier + "]";
    }

    private static String shifted(String name, int word) {
        int amount = field(word, 10, 6);
        String shift = amount == 0 && field(word, 22, 2) == 0 ? "" : ", " + SHIFTS[field(word, 22, 2)] + " #" + amount;
        String second = r(word, 16) + shift;
        boolean discards = field(word, 0, 5) == ZERO_REGISTER;
        if (discards && setsFlags(word) && (name.equals("subs") || name.equals("adds") || name.equals("ands"))) {
            return compareName(name) + " " + r(word, 5) + ", " + second;
        }
        if (name.equals("orr") && field(word, 5, 5) == ZERO_REGISTER && amount == 0) {
            return "mov " + r(word, 0) + ", " + r(word, 16);
        }
        return name + " " + r(word, 0) + ", " + r(word, 5) + ", " + second;
    }

    private static String extended(String name, int word) {
        int option = field(word, 13, 3);
        int amount = field(word, 10, 3);
        String second = register(word, 16, (option & 3) == 3 && word < 0) + ", " + EXTENSIONS[option]
                + (amount == 0 ? "" : " #" + amount);
        if (setsFlags(word) && field(word, 0, 5) == ZERO_REGISTER) {
            return compareName(name) + " " + sp(word, 5, word < 0) + ", " + second;
        }
        String destination = setsFlags(word) ? r(word, 0) : sp(word, 0, word < 0);
        return name + " " + destination + ", " + sp(word, 5, word < 0) + ", " + second;
    }

    private static String conditionalCompare(String name, GeneralOpcode row, int word) {
        boolean immediate = row == GeneralOpcode.CCMP_IMMEDIATE || row == GeneralOpcode.CCMN_IMMEDIATE;
        String second = immediate ? immediate(field(word, 16, 5)) : r(word, 16);
        return name + " " + r(word, 5) + ", " + second + ", " + immediate(word & 15) + ", " + condition(word);
    }

    private static String threeSource(String name, GeneralOpcode row, int word) {
        boolean longForm = row != GeneralOpcode.MADD && row != GeneralOpcode.MSUB;
        boolean high = row == GeneralOpcode.SMULH || row == GeneralOpcode.UMULH;
        boolean wideSources = high || (!longForm && word < 0);
        String operands = r(word, 0) + ", " + register(word, 5, wideSources) + ", " + register(word, 16, wideSources);
        if (high) {
            return name + " " + operands;
        }
        if (row == GeneralOpcode.MADD && field(word, 10, 5) == ZERO_REGISTER) {
            return "mul " + operands;
        }
        return name + " " + operands + ", " + r(word, 10);
    }

    private static String checksumOperands(int word) {
        return register(word, 0, false) + ", " + register(word, 5, false) + ", " + register(word, 16, word < 0);
    }
}
