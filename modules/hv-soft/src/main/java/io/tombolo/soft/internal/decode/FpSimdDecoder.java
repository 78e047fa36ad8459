package io.tombolo.soft.internal.decode;

import org.jspecify.annotations.Nullable;

/** Decodes the instructions of {@link FpSimdOpcode}. Thread-safe. */
public final class FpSimdDecoder {
    private final EncodingTable<FpSimdOpcode> table = new EncodingTable<>(FpSimdOpcode.values());

    /**
     * Decodes an instruction word with bits 28..25 x111, or a load or store with bit 26 set.
     *
     * @return the instruction, its {@code op} at least {@link Operation#FP_SIMD}; or null if the encoding is unallocated
     */
    public @Nullable Instruction decode(int word) {
        FpSimdOpcode row = table.find(word);
        return row == null ? null : Instruction.plain(Operation.FP_SIMD + row.ordinal(), word);
    }
}
