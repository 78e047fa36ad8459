package io.tombolo.soft.internal.differential;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Instructions, at most four, and the state that they start from, made of a seed. */
final class TestCase {
    private static final long[] DOUBLES = {
        0,
        1,
        0x000f_ffff_ffff_ffffL,
        0x0010_0000_0000_0000L,
        0x0010_0000_0000_0001L,
        0x7fef_ffff_ffff_ffffL,
        0x7ff0_0000_0000_0000L,
        0x7ff8_0000_0000_0000L,
        0x7ff8_0000_0000_1234L,
        0x7ff0_0000_0000_0001L,
        0x7ff4_5678_0000_0000L,
        0x3ff0_0000_0000_0000L,
        0x3ff0_0000_0000_0001L,
        0x3fef_ffff_ffff_ffffL,
        0x4000_0000_0000_0000L,
        0x3fe0_0000_0000_0000L,
        0x3ff8_0000_0000_0000L,
        0x4004_0000_0000_0000L,
        0x41df_ffff_ffc0_0000L,
        0x41e0_0000_0000_0000L,
        0x41ef_ffff_ffe0_0000L,
        0x41f0_0000_0000_0000L,
        0x43e0_0000_0000_0000L,
        0x43df_ffff_ffff_ffffL,
        0x43f0_0000_0000_0000L,
        0x4330_0000_0000_0001L,
        0x4320_0000_0000_0001L,
        0x47ef_ffff_e000_0000L,
        0x47ef_ffff_f000_0000L,
        0x3810_0000_0000_0000L,
        0x380f_ffff_ffff_ffffL,
        0x36a0_0000_0000_0000L,
        0x40ef_fe00_0000_0000L,
        0x3f10_0000_0000_0000L,
        0x3e70_0000_0000_0000L,
        0x7fd0_0000_0000_0000L,
        0x0020_0000_0000_0000L
    };
    private static final int[] SINGLES = {
        0,
        1,
        0x007f_ffff,
        0x0080_0000,
        0x0080_0001,
        0x7f7f_ffff,
        0x7f80_0000,
        0x7fc0_0000,
        0x7fc0_4321,
        0x7f80_0001,
        0x7fa0_1234,
        0x3f80_0000,
        0x3f80_0001,
        0x3f7f_ffff,
        0x4000_0000,
        0x3f00_0000,
        0x3fc0_0000,
        0x4020_0000,
        0x4eff_ffff,
        0x4f00_0000,
        0x4f80_0000,
        0x5eff_ffff,
        0x5f00_0000,
        0x5f80_0000,
        0x4b00_0001,
        0x4a80_0001,
        0x477f_f000,
        0x477f_e000,
        0x3880_0000,
        0x3300_0000,
        0x7e80_0000,
        0x7f00_0000,
        0x0100_0000
    };
    private static final int[] HALVES = {
        0, 1, 0x03ff, 0x0400, 0x7bff, 0x7c00, 0x7e00, 0x7d12, 0x7c01, 0x3c00, 0x3c01, 0x8000, 0xfc00, 0xfe01, 0x7fff,
        0xbc00
    };
    private static final long[] INTEGERS = {
        0,
        1,
        -1,
        2,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffff_ffffL,
        0x8000_0000L,
        0x7f80_7f80_7f80_7f80L,
        0x8000_8000_8000_8000L,
        0x8080_8080_8080_8080L,
        0x7fff_7fff_7fff_7fffL,
        0x0001_0000_0000_0000L,
        0x0100_0000L,
        0xffff,
        0x8000,
        0x80,
        63,
        64
    };
    private static final int MEMORY_OFFSET = Machine.DATA_SIZE / 2;

    private final int[] words;
    private final int seed;

    TestCase(int[] words, int seed) {
        this.words = words;
        this.seed = seed;
    }

    /** The instructions; not to be changed. */
    int[] words() {
        return words;
    }

    /** What the registers are made of. */
    int seed() {
        return seed;
    }

    /** Whether any of the instructions is a load or store. */
    boolean touchesMemory() {
        return Arrays.stream(words).anyMatch(TestCase::isLoadOrStore);
    }

    private static boolean isLoadOrStore(int word) {
        return (word & 0x0a00_0000) == 0x0800_0000 || isCacheMaintenance(word);
    }

    private static boolean isCacheMaintenance(int word) {
        return (word & 0xfff8_0000) == 0xd508_0000;
    }

    private static boolean isBranchToRegister(int word) {
        return (word & 0xfe00_0000) == 0xd600_0000;
    }

    /** Whether an instruction demands an aligned address: exclusive, ordered, compare and swap, atomic. */
    private static boolean isAligned(int word) {
        return (word & 0x3f00_0000) == 0x0800_0000 || (word & 0x3b20_0c00) == 0x3820_0000;
    }

    /** Makes the register state. */
    Machine machine() {
        Randomness random = new Randomness(seed * 0x1_0000_0001L);
        Machine machine = new Machine();
        long[] values = machine.values;
        for (int i = 0; i < 31; i++) {
            values[i] = integer(random);
        }
        values[31] = Machine.DATA + MEMORY_OFFSET + random.below(16) * 16L;
        values[Machine.NZCV] = (long) random.below(16) << 28;
        values[Machine.FPCR] = random.oneIn(2) ? 0 : random.next() & 0x07c0_0000L;
        values[Machine.FPSR] = random.oneIn(2) ? 0 : random.next() & 0x0800_009fL;
        for (int i = 0; i < 64; i++) {
            values[Machine.VECTORS + i] = random.oneIn(8) && i > 1 ? values[Machine.VECTORS + i - 2] : lanes(random);
        }
        for (int word : words) {
            if (isCacheMaintenance(word)) {
                values[word & 31] = Machine.DATA + MEMORY_OFFSET + random.below(256);
            } else if (isLoadOrStore(word)) {
                aim(values, word, random);
            } else if (isBranchToRegister(word)) {
                // A misaligned target that is not mapped either is a misaligned one (D1.3.5.1), which the emulator gets
                // wrong.
                values[word >>> 5 & 31] &= -4;
            }
        }
        return machine;
    }

    /** Makes base and index registers point at the data. */
    private static void aim(long[] values, int word, Randomness random) {
        int index = word >>> 16 & 31;
        int base = word >>> 5 & 31;
        boolean hasIndex = (word & 0x3b20_0c00) == 0x3820_0800;
        if (hasIndex && index != 31) {
            values[index] = random.oneIn(4) ? random.next() & 0xffff_ffff_0000_00ffL : random.below(512) - 256;
        }
        if (base != 31) {
            long address = Machine.DATA + MEMORY_OFFSET + random.below(256);
            values[base] = isAligned(word) ? address & -16 : address;
        }
    }

    private static long integer(Randomness random) {
        return switch (random.below(6)) {
            case 0 -> INTEGERS[random.below(INTEGERS.length)];
            case 1 -> random.below(256);
            case 2 -> -random.below(256);
            case 3 -> random.next() >>> random.below(64);
            default -> random.next();
        };
    }

    private static long lanes(Randomness random) {
        return switch (random.below(10)) {
            case 0, 1 -> special(random);
            case 2 -> (single(random) & 0xffff_ffffL) | (long) single(random) << 32;
            case 3 -> (single(random) & 0xffff_ffffL) | (long) single(random) << 32;
            case 4 ->
                HALVES[random.below(HALVES.length)]
                        | (long) HALVES[random.below(HALVES.length)] << 16
                        | (long) HALVES[random.below(HALVES.length)] << 32
                        | (long) HALVES[random.below(HALVES.length)] << 48;
            case 5 -> integer(random);
            case 6 -> sparse(random);
            // Exponents close together, so that sums cancel and products stay in range.
            case 7 -> (random.next() & 0x803f_ffff_ffff_ffffL) | 0x3fc0_0000_0000_0000L;
            case 8 -> (random.next() & 0x83ff_ffff_83ff_ffffL) | 0x3c00_0000_3c00_0000L;
            default -> random.next();
        };
    }

    /** A number with about a quarter of its bits set. */
    private static long sparse(Randomness random) {
        long first = random.next();
        return first & random.next();
    }

    private static long special(Randomness random) {
        long value = random.oneIn(3)
                ? (long) random.below(2000) << 49 ^ random.next() >>> 12
                : DOUBLES[random.below(DOUBLES.length)];
        return random.oneIn(2) ? value : value | Long.MIN_VALUE;
    }

    private static int single(Randomness random) {
        int value = random.oneIn(3)
                ? (random.below(512) << 22 ^ (int) (random.next() >>> 41)) & Integer.MAX_VALUE
                : SINGLES[random.below(SINGLES.length)];
        return random.oneIn(2) ? value : value | Integer.MIN_VALUE;
    }

    @Override
    public String toString() {
        return Arrays.stream(words)
                        .mapToObj(word -> String.format("%08x", word))
                        .collect(Collectors.joining(" ")) + " seed " + seed;
    }
}
