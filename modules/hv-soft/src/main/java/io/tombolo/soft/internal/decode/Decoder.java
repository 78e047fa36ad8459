package io.tombolo.soft.internal.decode;

import org.jspecify.annotations.Nullable;

/** Turns instruction words into {@link Instruction}s. One serves all processors of an engine. Thread-safe. */
public final class Decoder {
    private final GeneralDecoder general = new GeneralDecoder();
    private volatile @Nullable FpSimdDecoder fpSimd;

    /** Decodes a word; an unallocated encoding becomes {@link Operation#UNDEFINED}. */
    public Instruction decode(int word) {
        Instruction instruction = isFpSimd(word) ? fpSimd().decode(word) : general.decode(word);
        return instruction != null ? instruction : Instruction.plain(Operation.UNDEFINED, word);
    }

    /** Whether a word belongs to the table {@link FpSimdOpcode}: encoding group x111, or x1x0 with vector registers. */
    public static boolean isFpSimd(int word) {
        boolean dataProcessing = (word & 0x0e00_0000) == 0x0e00_0000;
        boolean loadStore = (word & 0x0e00_0000) == 0x0c00_0000;
        return dataProcessing || loadStore;
    }

    /** Made on first use: many short programs have no such instruction. */
    private FpSimdDecoder fpSimd() {
        FpSimdDecoder decoder = fpSimd;
        if (decoder == null) {
            decoder = new FpSimdDecoder();
            fpSimd = decoder;
        }
        return decoder;
    }
}
