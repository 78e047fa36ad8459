package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import java.lang.classfile.CodeBuilder;

/**
 * Writes the arithmetic of vectors of two doubles, half by half, and the scalar instructions that are encoded as vector ones. A result is
 * kept aside until both halves are known, for an operand may be the destination.
 */
final class FpVectorWriter {
    private static final int DOUBLE_SIZE = 3;

    private final Variables v;
    private final CodeBuilder code;
    private final FpWriter scalars;

    FpVectorWriter(Variables variables, FpWriter scalars) {
        this.v = variables;
        this.code = variables.code;
        this.scalars = scalars;
    }

    /** Whether there is code for an instruction. */
    static boolean handles(Instruction i, FpSimdOpcode row) {
        if ((i.flags >> 1 & 3) != DOUBLE_SIZE) {
            return false;
        }
        return switch (row) {
            case FADD_VECTOR,
                    FSUB_VECTOR,
                    FMUL_VECTOR,
                    FDIV_VECTOR,
                    FMLA,
                    FMLS,
                    FMUL_ELEMENT,
                    FMLA_ELEMENT,
                    FMLS_ELEMENT,
                    FADDP_SCALAR,
                    FSQRT_VECTOR,
                    SCVTF_VECTOR,
                    UCVTF_VECTOR -> true;
            default -> false;
        };
    }

    /** Writes an instruction. */
    void write(Instruction i, FpSimdOpcode row) {
        if (row == FpSimdOpcode.FADDP_SCALAR) {
            scalars.binary(row, true, i.rn, i.rn + 1);
            scalars.takeHalf(i.rd, true);
            v.clearHigh(i.rd);
        } else if ((i.flags & FpSimdDecoder.SCALAR) != 0) {
            half(i, row, 0);
            scalars.takeHalf(i.rd, true);
            v.clearHigh(i.rd);
        } else {
            half(i, row, 0);
            code.dload(Variables.RESULT).dstore(Variables.SCRATCH2);
            half(i, row, 1);
            scalars.takeHalf(i.rd + 1, true);
            code.dload(Variables.SCRATCH2);
            v.popDouble(i.rd);
        }
    }

    private void half(Instruction i, FpSimdOpcode row, int half) {
        switch (row) {
            case FMLA, FMLS ->
                scalars.fused(true, i.rn + half, i.rm + half, i.rd + half, row == FpSimdOpcode.FMLS, false);
            case FMLA_ELEMENT, FMLS_ELEMENT ->
                scalars.fused(
                        true, i.rn + half, i.rm + (int) i.imm, i.rd + half, row == FpSimdOpcode.FMLS_ELEMENT, false);
            case FMUL_ELEMENT -> scalars.binary(FpSimdOpcode.FMUL, true, i.rn + half, i.rm + (int) i.imm);
            case FSQRT_VECTOR -> scalars.squareRoot(true, i.rn + half);
            case SCVTF_VECTOR, UCVTF_VECTOR -> {
                v.push(i.rn + half);
                code.lstore(Variables.SCRATCH);
                scalars.fromInteger(true, true, row == FpSimdOpcode.UCVTF_VECTOR);
            }
            default -> scalars.binary(row, true, i.rn + half, i.rm + half);
        }
    }
}
