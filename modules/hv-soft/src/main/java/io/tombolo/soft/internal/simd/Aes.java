package io.tombolo.soft.internal.simd;

/** The steps of an AES round (FIPS 197) on a state of sixteen bytes in two longs, the first byte lowest, column by column. */
final class Aes {
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long REDUCTION = 0x1B;
    private static final byte[] SUBSTITUTE = substitutionBox();
    private static final byte[] INVERSE = inverse(SUBSTITUTE);

    private Aes() {}

    /** Returns ShiftRows and SubBytes of two columns, those of {@code own}; the other two are in {@code other}. */
    static long encryptColumns(long own, long other) {
        long result = 0;
        for (int i = 0; i < 8; i++) {
            // The byte of row r comes from the column r places to the right.
            int from = i + 4 * (i & 3) & 15;
            result |= (SUBSTITUTE[(int) byteAt(own, other, from)] & 0xFFL) << (8 * i);
        }
        return result;
    }

    /** Returns InvShiftRows and InvSubBytes of two columns. */
    static long decryptColumns(long own, long other) {
        long result = 0;
        for (int i = 0; i < 8; i++) {
            int from = i - 4 * (i & 3) & 15;
            result |= (INVERSE[(int) byteAt(own, other, from)] & 0xFFL) << (8 * i);
        }
        return result;
    }

    private static long byteAt(long own, long other, int index) {
        return (index < 8 ? own : other) >>> (8 * (index & 7)) & 0xFF;
    }

    /** Returns MixColumns of two columns. */
    static long mixColumns(long columns) {
        long next = rotateColumns(columns, 1);
        return twice(columns ^ next) ^ next ^ rotateColumns(columns, 2) ^ rotateColumns(columns, 3);
    }

    /** Returns InvMixColumns of two columns: MixColumns after a preconditioning of the pairs two rows apart. */
    static long inverseMixColumns(long columns) {
        long fourfold = twice(twice(columns ^ rotateColumns(columns, 2)));
        return mixColumns(columns ^ fourfold);
    }

    /** Doubles each byte in GF(2^8). */
    private static long twice(long bytes) {
        long high = bytes & HIGH_BITS;
        return (bytes ^ high) << 1 ^ (high >>> 7) * REDUCTION;
    }

    /** Moves the byte of each row up by a number of rows, within each of the two columns. */
    private static long rotateColumns(long columns, int rows) {
        int first = Integer.rotateRight((int) columns, 8 * rows);
        int second = Integer.rotateRight((int) (columns >>> 32), 8 * rows);
        return Integer.toUnsignedLong(first) | (long) second << 32;
    }

    private static byte[] substitutionBox() {
        byte[] box = new byte[256];
        int p = 1;
        int q = 1;
        // p runs through all non-zero bytes as powers of 3, q through their inverses.
        do {
            p = p ^ p << 1 ^ ((p & 0x80) != 0 ? 0x11B : 0);
            p &= 0xFF;
            q ^= q << 1;
            q ^= q << 2;
            q ^= q << 4;
            q &= 0xFF;
            q ^= (q & 0x80) != 0 ? 0x09 : 0;
            box[p] = (byte) (q ^ rotate(q, 1) ^ rotate(q, 2) ^ rotate(q, 3) ^ rotate(q, 4) ^ 0x63);
        } while (p != 1);
        box[0] = 0x63;
        return box;
    }

    private static int rotate(int value, int distance) {
        return (value << distance | value >>> (8 - distance)) & 0xFF;
    }

    private static byte[] inverse(byte[] box) {
        byte[] inverse = new byte[256];
        for (int i = 0; i < 256; i++) {
            inverse[box[i] & 0xFF] = (byte) i;
        }
        return inverse;
    }
}
