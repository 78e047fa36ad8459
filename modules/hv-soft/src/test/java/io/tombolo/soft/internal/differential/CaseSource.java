package io.tombolo.soft.internal.differential;

import io.tombolo.soft.internal.decode.Encoding;
import io.tombolo.soft.internal.decode.EncodingPattern;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.GeneralOpcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes random cases for every row of the tables of encodings, and a few mixtures that single instructions do not cover. */
final class CaseSource {
    private static final int CASES = 250;
    private static final int FP_CASES = 700;
    private static final int SEQUENCES = 4000;

    /** Rows that are not recorded, because what they do is not the processor's alone. */
    static final Set<Encoding> LEFT_OUT = Set.of(GeneralOpcode.SVC);

    private final Randomness random = new Randomness(20261121);
    private int seed;

    /** The name of a row's block in a recording. */
    static String name(Encoding row) {
        return row.getClass().getSimpleName() + "." + ((Enum<?>) row).name();
    }

    /** All rows of both tables. */
    static List<Encoding> rows() {
        List<Encoding> rows = new ArrayList<>(List.of(GeneralOpcode.values()));
        rows.addAll(List.of(FpSimdOpcode.values()));
        return rows;
    }

    /** Makes everything: block name to cases. */
    Map<String, List<TestCase>> blocks() {
        Map<String, List<TestCase>> blocks = new LinkedHashMap<>();
        for (Encoding row : rows()) {
            if (!LEFT_OUT.contains(row)) {
                blocks.put(name(row), cases(row));
            }
        }
        blocks.put("exclusive sequences", exclusiveSequences());
        blocks.put(
                "integer sequences",
                sequences(GeneralOpcode.ADD_IMMEDIATE, GeneralOpcode.AND_SHIFTED, GeneralOpcode.CLS));
        blocks.put("vector sequences", sequences(FpSimdOpcode.AND, FpSimdOpcode.AND, FpSimdOpcode.FMULX_ELEMENT));
        return blocks;
    }

    private List<TestCase> cases(Encoding row) {
        int count = row instanceof FpSimdOpcode
                        && row.pattern().value() >>> 28 < 8
                        && name(row).contains(".F")
                ? FP_CASES
                : CASES;
        List<TestCase> cases = new ArrayList<>();
        while (cases.size() < count) {
            int word = word(row);
            if (isFit(word)) {
                cases.add(new TestCase(new int[] {word}, seed++));
            }
        }
        return cases;
    }

    /** Any word of a row, with the fields narrowed that would otherwise hardly ever do something. */
    private int word(Encoding row) {
        EncodingPattern pattern = row.pattern();
        int word = ((int) random.next() & ~pattern.mask()) | pattern.value();
        if ((word & 0x3b00_0000) == 0x3900_0000 && !random.oneIn(4)) {
            word &= ~0x003f_0000;
        } else if ((word & 0x3b00_0000) == 0x1800_0000) {
            word = (word & 0xff00_001f) | (random.below(2000) - 1000 & 0x7ffff) << 5;
        } else if ((word & 0x3e80_0000) == 0x0c80_0000 && random.oneIn(2)) {
            word |= 0x001f_0000;
        } else if ((word & 0x3e80_0000) == 0x0c00_0000) {
            word &= ~0x001f_0000;
        } else if (row == GeneralOpcode.MRS_REGISTER || row == GeneralOpcode.MSR_REGISTER) {
            int[] registers = {0x001b_4200, 0x001b_4400, 0x001b_4420};
            word = (word & 0xfff0_001f & ~0x001f_ffe0) | registers[random.below(3)];
        } else if (row == GeneralOpcode.SYS) {
            int[] operations = {0x000b_7420, 0x000b_7a20, 0x000b_7b20, 0x000b_7e20, 0x000b_7520};
            word = (word & 0xfff0_000f) | operations[random.below(5)];
        } else if (row == GeneralOpcode.EXTR
                || row == GeneralOpcode.SBFM
                || row == GeneralOpcode.UBFM
                || row == GeneralOpcode.BFM) {
            // N is sf in all that are allocated.
            word = random.oneIn(8) ? word : (word & ~(1 << 22)) | (word < 0 ? 1 << 22 : 0);
        }
        return word;
    }

    /** Whether a word ends by itself and leaves the recorder intact. */
    private static boolean isFit(int word) {
        boolean toItself = ((word & 0x7c00_0000) == 0x1400_0000 && (word & 0x03ff_ffff) == 0)
                || ((word & 0xfe00_0000) == 0x5400_0000 && (word & 0x00ff_ffe0) == 0)
                || ((word & 0x7e00_0000) == 0x3400_0000 && (word & 0x00ff_ffe0) == 0)
                || ((word & 0x7e00_0000) == 0x3600_0000 && (word & 0x0007_ffe0) == 0);
        return !toItself && !isUnpredictable(word);
    }

    /**
     * Whether the architecture leaves open what a word does (CONSTRAINED UNPREDICTABLE, K1.1): write-back to a transferred register, loads
     * of a pair into one register, a status register that is also an operand.
     */
    private static boolean isUnpredictable(int word) {
        int t = word & 31;
        int n = word >>> 5 & 31;
        int t2 = word >>> 10 & 31;
        int s = word >>> 16 & 31;
        boolean vector = (word & 0x0400_0000) != 0;
        if ((word & 0x3a00_0000) == 0x2800_0000) {
            boolean load = (word & 0x0040_0000) != 0;
            boolean writeBack = (word & 0x0080_0000) != 0;
            return (load && t == t2) || (writeBack && !vector && n != 31 && (n == t || n == t2));
        }
        if ((word & 0x3b20_0000) == 0x3800_0000 && !vector) {
            return (word & 0x0400) != 0 && n != 31 && n == t;
        }
        if ((word & 0x3f00_0000) == 0x0800_0000) {
            boolean pair = (word & 0x0020_0000) != 0;
            boolean load = (word & 0x0040_0000) != 0;
            boolean exclusive = (word & 0x0080_0000) == 0;
            if (!exclusive) {
                return false;
            }
            return load ? pair && t == t2 : s == t || (s == n && n != 31) || (pair && s == t2);
        }
        return false;
    }

    /** Load-exclusive, perhaps something between, store-exclusive. */
    private List<TestCase> exclusiveSequences() {
        List<TestCase> cases = new ArrayList<>();
        while (cases.size() < SEQUENCES) {
            boolean pair = random.oneIn(4);
            int load = word(pair ? GeneralOpcode.LDXP : random.oneIn(2) ? GeneralOpcode.LDXR : GeneralOpcode.LDAXR);
            int store = word(pair ? GeneralOpcode.STXP : random.oneIn(2) ? GeneralOpcode.STXR : GeneralOpcode.STLXR);
            int base = load >>> 5 & 31;
            store = (store & ~(31 << 5) & 0x3fff_ffff) | base << 5 | (load & 0xc000_0000);
            int status = store >>> 16 & 31;
            boolean clobbered = base != 31 && ((load & 31) == base || (load >>> 10 & 31) == base || status == base);
            if (clobbered || !isFit(load) || !isFit(store)) {
                continue;
            }
            int[] words = switch (random.below(4)) {
                case 0 -> new int[] {load, 0xd503305f, store};
                case 1 -> new int[] {load, store, store};
                case 2 -> new int[] {load, 0xd503201f, store};
                default -> new int[] {load, store};
            };
            cases.add(new TestCase(words, seed++));
        }
        return cases;
    }

    /** Four instructions of rows in a range, which hand their results on. */
    @SuppressWarnings("EnumOrdinal") // A range of rows is what is meant.
    private List<TestCase> sequences(Enum<?> table, Enum<?> first, Enum<?> last) {
        Encoding[] all = table instanceof FpSimdOpcode ? FpSimdOpcode.values() : GeneralOpcode.values();
        List<TestCase> cases = new ArrayList<>();
        while (cases.size() < SEQUENCES) {
            int[] words = new int[4];
            for (int i = 0; i < words.length; i++) {
                Encoding row = all[first.ordinal() + random.below(last.ordinal() - first.ordinal() + 1)];
                // Few registers, so that results are used.
                words[i] = word(row) & ~(0x18 << 5 | 0x18);
            }
            if (Arrays.stream(words).noneMatch(Recorder::isLaterThanBaseline)) {
                cases.add(new TestCase(words, seed++));
            }
        }
        return cases;
    }
}
