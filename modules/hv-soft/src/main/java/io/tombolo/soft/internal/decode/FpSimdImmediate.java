package io.tombolo.soft.internal.decode;

/** Expands the eight-bit immediates of floating-point and Advanced SIMD instructions (pseudocode {@code VFPExpandImm}, {@code AdvSIMDExpandImm}). */
final class FpSimdImmediate {
    private static final long BYTES = 0x0101_0101_0101_0101L;
    private static final long HALVES = 0x0001_0001_0001_0001L;
    private static final long WORDS = 0x0000_0001_0000_0001L;

    private FpSimdImmediate() {}

    /** Returns the bits of a single-precision immediate. */
    static long single(int imm8) {
        int exponent = (imm8 & 0x40) != 0 ? 0x7C : 0x80;
        return (long) (imm8 & 0x80) << 24 | (long) (exponent | (imm8 >> 4 & 3)) << 23 | (long) (imm8 & 15) << 19;
    }

    /** Returns the bits of a double-precision immediate. */
    static long doubled(int imm8) {
        int exponent = (imm8 & 0x40) != 0 ? 0x3FC : 0x400;
        return (long) (imm8 & 0x80) << 56 | (long) (exponent | (imm8 >> 4 & 3)) << 52 | (long) (imm8 & 15) << 48;
    }

    /** Returns a vector immediate, replicated to 64 bits; for MVNI and BIC already inverted. */
    static long vector(FpSimdOpcode row, int imm8, int cmode) {
        return switch (row) {
            case FMOV_VECTOR_SINGLE -> single(imm8) * WORDS;
            case FMOV_VECTOR_DOUBLE -> doubled(imm8);
            case MOVI_BYTE -> imm8 * BYTES;
            case MOVI_DOUBLE -> bytesOfBits(imm8);
            case MOVI_ONES -> ones(imm8, cmode) * WORDS;
            case MVNI_ONES -> ~(ones(imm8, cmode) * WORDS);
            case MOVI_HALF, ORR_HALF -> half(imm8, cmode);
            case MVNI_HALF, BIC_HALF -> ~half(imm8, cmode);
            case MOVI_WORD, ORR_WORD -> word(imm8, cmode);
            default -> ~word(imm8, cmode);
        };
    }

    private static long ones(int imm8, int cmode) {
        return (cmode & 1) == 0 ? (imm8 << 8 | 0xFFL) : (imm8 << 16 | 0xFFFFL);
    }

    private static long half(int imm8, int cmode) {
        return ((long) imm8 << (8 * (cmode >> 1 & 1))) * HALVES;
    }

    private static long word(int imm8, int cmode) {
        return ((long) imm8 << (8 * (cmode >> 1 & 3))) * WORDS;
    }

    private static long bytesOfBits(int imm8) {
        long result = 0;
        for (int i = 0; i < 8; i++) {
            if ((imm8 >> i & 1) != 0) {
                result |= 0xFFL << (8 * i);
            }
        }
        return result;
    }
}
