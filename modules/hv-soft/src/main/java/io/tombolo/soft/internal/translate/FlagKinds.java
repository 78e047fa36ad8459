package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdForm;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.interpret.LazyFlags;

/** What kind of flags instructions leave. */
final class FlagKinds {
    private FlagKinds() {}

    /** The kind of flags that an instruction translated in line leaves; -1 if it leaves them alone. */
    static int kindOf(Instruction i) {
        if (i.op >= Operation.FP_SIMD) {
            return ofScalar(i);
        }
        int narrow = i.op & 1;
        return switch (i.op & ~1) {
            case Operation.ADDS_IMMEDIATE, Operation.ADDS, Operation.ADDS_SHIFTED, Operation.ADDS_EXTENDED ->
                LazyFlags.ADD64 + narrow;
            case Operation.SUBS_IMMEDIATE, Operation.SUBS, Operation.SUBS_SHIFTED, Operation.SUBS_EXTENDED ->
                LazyFlags.SUB64 + narrow;
            case Operation.ANDS_IMMEDIATE, Operation.ANDS, Operation.ANDS_SHIFTED -> LazyFlags.LOGIC64 + narrow;
            case Operation.ADCS, Operation.SBCS -> LazyFlags.PACKED;
            case Operation.CCMN_REGISTER, Operation.CCMP_REGISTER, Operation.CCMN_IMMEDIATE, Operation.CCMP_IMMEDIATE ->
                LazyFlags.DYNAMIC;
            default -> -1;
        };
    }

    private static int ofScalar(Instruction i) {
        FpSimdOpcode row = FpSimdDecoder.row(i);
        if (row.form() == FpSimdForm.FP_COMPARE) {
            return LazyFlags.COMPARE;
        }
        return row == FpSimdOpcode.FCCMP || row == FpSimdOpcode.FCCMPE ? LazyFlags.DYNAMIC : -1;
    }
}
