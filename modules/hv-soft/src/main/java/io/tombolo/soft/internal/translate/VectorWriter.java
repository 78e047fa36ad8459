package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import java.lang.classfile.CodeBuilder;

/** Writes what is easy to do to a vector register as two longs: moves, constants and logic. */
final class VectorWriter {
    private static final long WORD = 0xffff_ffffL;

    private final Variables v;
    private final CodeBuilder code;

    VectorWriter(Variables variables) {
        this.v = variables;
        this.code = variables.code;
    }

    /** Whether there is code for an FP or SIMD instruction, not a load or store. */
    static boolean handles(Instruction i) {
        return switch (FpSimdDecoder.row(i)) {
            case AND,
                    BIC,
                    ORR,
                    ORN,
                    EOR,
                    FMOV_TO_GENERAL_32,
                    FMOV_TO_GENERAL_64,
                    FMOV_FROM_GENERAL_32,
                    FMOV_FROM_GENERAL_64,
                    FMOV,
                    FMOV_IMMEDIATE -> true;
            default -> false;
        };
    }

    /** Writes an instruction. */
    void write(Instruction i) {
        FpSimdOpcode row = FpSimdDecoder.row(i);
        switch (row) {
            case AND, BIC, ORR, ORN, EOR -> {
                logical(row, i, 0);
                v.pop(i.rd);
                if ((i.flags & 1) != 0) {
                    logical(row, i, 1);
                } else {
                    code.lconst_0();
                }
                v.pop(i.rd + 1);
            }
            case FMOV_TO_GENERAL_32 -> {
                v.push(i.rn);
                v.popWord(i.rd);
            }
            case FMOV_TO_GENERAL_64 -> {
                v.push(i.rn);
                v.pop(i.rd);
            }
            case FMOV_FROM_GENERAL_32 -> {
                v.push(i.rn);
                v.popWord(i.rd);
                clearHigh(i);
            }
            case FMOV_FROM_GENERAL_64 -> {
                v.push(i.rn);
                v.pop(i.rd);
                clearHigh(i);
            }
            case FMOV -> {
                v.push(i.rn);
                if ((i.flags & 1) == 0) {
                    code.loadConstant(WORD).land();
                }
                v.pop(i.rd);
                clearHigh(i);
            }
            case FMOV_IMMEDIATE -> {
                code.loadConstant(i.imm);
                v.pop(i.rd);
                clearHigh(i);
            }
            default -> throw new AssertionError(row);
        }
    }

    private void clearHigh(Instruction i) {
        code.lconst_0();
        v.pop(i.rd + 1);
    }

    private void logical(FpSimdOpcode row, Instruction i, int half) {
        v.push(i.rn + half);
        v.push(i.rm + half);
        switch (row) {
            case AND -> code.land();
            case BIC -> code.loadConstant(-1L).lxor().land();
            case ORR -> code.lor();
            case ORN -> code.loadConstant(-1L).lxor().lor();
            default -> code.lxor();
        }
    }
}
