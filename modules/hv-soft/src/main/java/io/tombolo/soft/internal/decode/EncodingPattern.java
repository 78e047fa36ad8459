package io.tombolo.soft.internal.decode;

/**
 * One encoding diagram of the Arm Architecture Reference Manual (C4.1) as text, most significant bit first: runs of {@code 0} and
 * {@code 1} are fixed, {@code x} is any bit, {@code name:width} is a field and a bare {@code name} a field of one bit. For example
 * {@code "sf 0 0 100010 sh imm12:12 Rn:5 Rd:5"}.
 */
public final class EncodingPattern {
    private final int mask;
    private final int value;

    private EncodingPattern(int mask, int value) {
        this.mask = mask;
        this.value = value;
    }

    /**
     * Reads a diagram.
     *
     * @throws IllegalArgumentException if it does not describe exactly 32 bits
     */
    public static EncodingPattern of(String diagram) {
        int mask = 0;
        int value = 0;
        int bits = 0;
        int length = diagram.length();
        int at = 0;
        while (at < length) {
            char c = diagram.charAt(at);
            if (c == ' ') {
                at++;
            } else if (c == '0' || c == '1' || c == 'x') {
                mask = mask << 1 | (c == 'x' ? 0 : 1);
                value = value << 1 | (c == '1' ? 1 : 0);
                bits++;
                at++;
            } else {
                int end = diagram.indexOf(' ', at);
                end = end < 0 ? length : end;
                int width = width(diagram, at, end);
                mask = width == 32 ? 0 : mask << width;
                value = width == 32 ? 0 : value << width;
                bits += width;
                at = end;
            }
        }
        if (bits != 32) {
            throw new IllegalArgumentException(bits + " bits in encoding diagram: " + diagram);
        }
        return new EncodingPattern(mask, value);
    }

    private static int width(String diagram, int from, int to) {
        int colon = diagram.indexOf(':', from);
        if (colon < 0 || colon >= to) {
            return 1;
        }
        int width = 0;
        for (int i = colon + 1; i < to; i++) {
            width = width * 10 + diagram.charAt(i) - '0';
        }
        return width;
    }

    /** Bits that are fixed. */
    public int mask() {
        return mask;
    }

    /** Values of the fixed bits. */
    public int value() {
        return value;
    }

    /** Whether an instruction word has this row's fixed bits. */
    public boolean matches(int word) {
        return (word & mask) == value;
    }
}
