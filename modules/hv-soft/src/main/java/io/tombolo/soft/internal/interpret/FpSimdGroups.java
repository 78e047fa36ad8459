package io.tombolo.soft.internal.interpret;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.simd.Cryptography;
import io.tombolo.soft.internal.simd.ScalarFp;
import io.tombolo.soft.internal.simd.VectorFp;
import io.tombolo.soft.internal.simd.VectorFpConvert;
import io.tombolo.soft.internal.simd.VectorInteger;
import io.tombolo.soft.internal.simd.VectorLong;
import io.tombolo.soft.internal.simd.VectorMemory;
import io.tombolo.soft.internal.simd.VectorMove;
import io.tombolo.soft.internal.simd.VectorShift;

/** Executes the floating-point and Advanced SIMD instructions that are not frequent: sends each to the class of its group. */
final class FpSimdGroups {
    private FpSimdGroups() {}

    /** Executes one instruction. */
    static void execute(CpuState state, Instruction instruction) {
        FpSimdOpcode row = FpSimdDecoder.opcode(instruction);
        switch (row.form()) {
            case FP_TO_INTEGER, FP_TO_FIXED -> ScalarFp.toFixed(state, instruction);
            case INTEGER_TO_FP, FIXED_TO_FP -> ScalarFp.fromFixed(state, instruction);
            case FP_TO_GENERAL -> ScalarFp.toGeneral(state, instruction);
            case GENERAL_TO_FP -> ScalarFp.fromGeneral(state, instruction);
            case FP_ONE_SOURCE -> ScalarFp.oneSource(state, instruction);
            case FP_TWO_SOURCE -> ScalarFp.twoSource(state, instruction);
            case FP_THREE_SOURCE -> ScalarFp.threeSource(state, instruction);
            case FP_PRECISION -> ScalarFp.precision(state, instruction);
            case FP_COMPARE -> ScalarFp.compareWithZero(state, instruction);
            case FP_CONDITIONAL -> ScalarFp.conditional(state, instruction);
            case FP_IMMEDIATE -> ScalarFp.immediate(state, instruction);
            case LOAD_STORE_UNSIGNED, LOAD_STORE_UNSCALED, LOAD_STORE_REGISTER -> loadStore(state, instruction, row);
            case LOAD_LITERAL -> VectorMemory.loadLiteral(state, instruction, state.pc);
            case STRUCTURES -> VectorMemory.structures(state, instruction);
            case STRUCTURE_REPLICATE -> VectorMemory.replicate(state, instruction);
            case STRUCTURE_ELEMENT -> VectorMemory.elements(state, instruction);
            default -> executeVector(state, instruction, row);
        }
    }

    private static void loadStore(CpuState state, Instruction instruction, FpSimdOpcode row) {
        switch (row) {
            case LDR_FP_UNSIGNED, LDUR_FP, LDR_FP_POST, LDR_FP_PRE -> VectorMemory.load(state, instruction, false);
            case STR_FP_UNSIGNED, STUR_FP, STR_FP_POST, STR_FP_PRE -> VectorMemory.store(state, instruction, false);
            case LDR_FP_REGISTER -> VectorMemory.load(state, instruction, true);
            default -> VectorMemory.store(state, instruction, true);
        }
    }

    private static void executeVector(CpuState state, Instruction instruction, FpSimdOpcode row) {
        switch (row.form()) {
            case LOGICAL -> VectorInteger.logical(state, instruction);
            case THREE_SAME -> VectorInteger.threeSame(state, instruction);
            case PAIRWISE -> VectorInteger.pairwise(state, instruction);
            case DOT_PRODUCT -> VectorInteger.dotProduct(state, instruction);
            case TWO_MISC -> VectorInteger.twoMisc(state, instruction);
            case ACROSS -> VectorInteger.across(state, instruction);
            case SCALAR_PAIR -> VectorInteger.scalarPair(state, instruction);
            case COPY -> VectorMove.copy(state, instruction);
            case COPY_FROM_GENERAL -> VectorMove.copyFromGeneral(state, instruction);
            case COPY_TO_GENERAL -> VectorMove.copyToGeneral(state, instruction);
            case PERMUTE -> VectorMove.permute(state, instruction);
            case EXTRACT -> VectorMove.extract(state, instruction);
            case TABLE -> VectorMove.table(state, instruction);
            case MODIFIED_IMMEDIATE -> VectorMove.modifiedImmediate(state, instruction);
            case SHIFT -> VectorShift.shift(state, instruction);
            case SHIFT_NARROW -> VectorShift.narrow(state, instruction);
            case SHIFT_LONG -> VectorShift.widen(state, instruction);
            case SHIFT_LONG_FULL -> VectorShift.widenFull(state, instruction);
            case THREE_DIFFERENT -> VectorLong.threeDifferent(state, instruction);
            case NARROW -> VectorLong.narrow(state, instruction);
            case PAIRWISE_LONG -> VectorLong.pairwiseLong(state, instruction);
            case BY_ELEMENT -> VectorLong.byElement(state, instruction);
            case LONG_BY_ELEMENT -> VectorLong.longByElement(state, instruction);
            case DOT_BY_ELEMENT -> VectorLong.dotByElement(state, instruction);
            case THREE_SAME_FP -> VectorFp.threeSame(state, instruction);
            case PAIRWISE_FP -> VectorFp.pairwise(state, instruction);
            case FP_BY_ELEMENT -> VectorFp.byElement(state, instruction);
            case ACROSS_FP -> VectorFp.across(state, instruction);
            case SCALAR_PAIR_FP -> VectorFp.scalarPair(state, instruction);
            case TWO_MISC_FP -> VectorFpConvert.twoMisc(state, instruction);
            case SHIFT_FP -> VectorFpConvert.shift(state, instruction);
            case FP_NARROW -> VectorFpConvert.narrow(state, instruction);
            case FP_LONG -> VectorFpConvert.widen(state, instruction);
            case CRYPTO_AES -> Cryptography.aes(state, instruction);
            case CRYPTO_SHA -> Cryptography.sha(state, instruction);
            default -> throw new AssertionError(row);
        }
    }
}
