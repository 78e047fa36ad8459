package io.tombolo.soft.internal.decode;

/**
 * Which combinations of element size and register width an Advanced SIMD instruction has, as a set of bits: bit {@code scalar << 3 | size << 1 | Q}, with
 * the size as bits 23..22 of the word (for shifts, the position of the leading one of immh) and Q as its bit 30.
 */
final class Shapes {
    /** The row's fixed bits say it all. */
    static final int UNCONSTRAINED = -1;

    static final int B = 0x0003;
    static final int BH = 0x000F;
    static final int BHS = 0x003F;
    static final int HS = 0x003C;
    /** Everything but one single double word. */
    static final int BHSD = 0x00BF;
    /** Also one single double word, as LD1 and PMULL have it. */
    static final int D_ANY = 0x00C0;

    static final int ANY = 0x00FF;
    /** Across a vector: at least four elements. */
    static final int ACROSS_BHS = 0x002F;
    /** Floating point; bit 23 belongs to the opcode. */
    static final int FP = 0x00BB;

    static final int SD = 0x00B0;
    static final int SCALAR_ALL = 0xAA00;
    static final int SCALAR_BHS = 0x2A00;
    static final int SCALAR_HS = 0x2800;
    static final int SCALAR_D = 0x8000;
    static final int SCALAR_FP = 0xAA00;
    static final int SCALAR_SD = 0xA000;

    private Shapes() {}

    /** Tells whether a set has a combination. */
    static boolean has(int shapes, int word, int size) {
        int index = (word >>> 28 & 1) << 3 | size << 1 | (word >>> 30 & 1);
        return shapes == UNCONSTRAINED || (shapes >>> index & 1) != 0;
    }
}
