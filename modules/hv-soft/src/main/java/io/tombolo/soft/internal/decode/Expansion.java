package io.tombolo.soft.internal.decode;

/** Expansions of encoded immediates and conditions (Arm Architecture Reference Manual, shared pseudocode). */
public final class Expansion {
    /** What {@link #logical} answers for a reserved encoding; no logical immediate has all bits clear. */
    static final long RESERVED = 0;

    private static final int[] CONDITIONS = truthTables();

    private Expansion() {}

    /** A signed field of an instruction word. */
    public static int signed(int word, int lowest, int width) {
        return word << (32 - width - lowest) >> (32 - width);
    }

    /** An unsigned field of an instruction word. */
    public static int unsigned(int word, int lowest, int width) {
        return word >>> lowest & (1 << width) - 1;
    }

    /** The given number (0 to 64) of low bits set. */
    public static long ones(int count) {
        return count == 0 ? 0 : -1L >>> (64 - count);
    }

    /**
     * DecodeBitMasks for logical immediates: a run of ones, rotated, in an element that is repeated over 64 bits.
     *
     * @return the immediate, or {@link #RESERVED}
     */
    public static long logical(int n, int immr, int imms) {
        int elements = n << 6 | (~imms & 0x3f);
        if (elements < 2) {
            return RESERVED;
        }
        int length = 31 - Integer.numberOfLeadingZeros(elements);
        int size = 1 << length;
        int levels = size - 1;
        int run = imms & levels;
        if (run == levels) {
            return RESERVED;
        }
        int rotation = immr & levels;
        long element = ones(run + 1);
        if (rotation != 0) {
            element = (element >>> rotation | element << (size - rotation)) & ones(size);
        }
        for (int width = size; width < 64; width *= 2) {
            element |= element << width;
        }
        return element;
    }

    /** The truth table of a condition: bit n is set if the condition holds when NZCV is n. */
    public static int condition(int code) {
        return CONDITIONS[code & 15];
    }

    private static int[] truthTables() {
        int[] tables = new int[16];
        for (int code = 0; code < 16; code++) {
            for (int nzcv = 0; nzcv < 16; nzcv++) {
                tables[code] |= holds(code, nzcv) ? 1 << nzcv : 0;
            }
        }
        return tables;
    }

    private static boolean holds(int code, int nzcv) {
        boolean n = (nzcv & 8) != 0;
        boolean z = (nzcv & 4) != 0;
        boolean c = (nzcv & 2) != 0;
        boolean v = (nzcv & 1) != 0;
        boolean base = switch (code >>> 1) {
            case 0 -> z;
            case 1 -> c;
            case 2 -> n;
            case 3 -> v;
            case 4 -> c && !z;
            case 5 -> n == v;
            case 6 -> n == v && !z;
            default -> true;
        };
        return ((code & 1) != 0 && code != 15) ? !base : base;
    }
}
