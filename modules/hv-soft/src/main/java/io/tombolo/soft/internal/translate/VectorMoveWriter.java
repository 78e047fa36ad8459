package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.simd.Lanes;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Writes the instructions that move elements about: copies, permutations, extraction, look-up in one register, immediates. */
final class VectorMoveWriter {
    private static final ClassDesc LANES = ClassDesc.of(Lanes.class.getName());
    private static final MethodTypeDesc FUNNEL = MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_int);
    private static final long WORD = 0xffff_ffffL;

    private final Variables v;
    private final CodeBuilder code;
    private final LaneCalls lanes;
    private final VectorWriter vectors;

    VectorMoveWriter(Variables variables, VectorWriter vectors) {
        this.v = variables;
        this.code = variables.code;
        this.lanes = new LaneCalls(code);
        this.vectors = vectors;
    }

    /** Whether there is code for a row. */
    static boolean handles(FpSimdOpcode row) {
        return switch (row.form()) {
            case COPY, COPY_FROM_GENERAL, COPY_TO_GENERAL, PERMUTE, EXTRACT, MODIFIED_IMMEDIATE -> true;
            default -> false;
        };
    }

    /** Writes an instruction. */
    void write(Instruction i, FpSimdOpcode row) {
        int size = VectorWriter.size(i);
        switch (row.form()) {
            case COPY -> {
                pushElement(i.rn, size, (int) i.imm >> 4);
                switch (row) {
                    case DUP_ELEMENT -> duplicate(i, size);
                    case DUP_SCALAR -> {
                        v.pop(i.rd);
                        v.clearHigh(i.rd);
                    }
                    default -> insert(i, size);
                }
            }
            case COPY_FROM_GENERAL -> {
                v.push(i.rn);
                if (row == FpSimdOpcode.DUP_GENERAL) {
                    duplicate(i, size);
                } else {
                    insert(i, size);
                }
            }
            case COPY_TO_GENERAL -> toGeneral(i, row, size);
            case PERMUTE -> permute(i, row, size);
            case EXTRACT -> extract(i);
            default -> vectors.halves(i, half -> immediate(i, row, half));
        }
    }

    private void pushElement(int slot, int size, int index) {
        v.push(slot + (index << size >> 3));
        int position = (index << size & 7) << 3;
        if (position != 0) {
            code.loadConstant(position).lushr();
        }
        if (size != 3) {
            code.loadConstant(Lanes.mask(size)).land();
        }
    }

    /** The value on the stack to all elements. */
    private void duplicate(Instruction i, int size) {
        if (size != 3) {
            lanes.one("duplicate", size);
        }
        if (VectorWriter.isFull(i)) {
            code.dup2();
        } else {
            code.lconst_0();
        }
        v.pop(i.rd + 1);
        v.pop(i.rd);
    }

    /** The value on the stack to one element. */
    private void insert(Instruction i, int size) {
        int index = (int) i.imm & 15;
        int slot = i.rd + (index << size >> 3);
        if (size != 3) {
            code.lstore(Variables.SCRATCH);
            v.push(slot);
            code.lload(Variables.SCRATCH);
            lanes.two("insert", size, (index << size & 7) << 3);
        }
        v.pop(slot);
    }

    private void toGeneral(Instruction i, FpSimdOpcode row, int size) {
        pushElement(i.rn, size, (int) i.imm);
        if (row == FpSimdOpcode.SMOV) {
            int unused = 64 - Lanes.width(size);
            code.loadConstant(unused).lshl().loadConstant(unused).lshr();
            if ((i.flags & 1) == 0) {
                code.loadConstant(WORD).land();
            }
        }
        v.pop(i.rd);
    }

    private void permute(Instruction i, FpSimdOpcode row, int size) {
        boolean full = VectorWriter.isFull(i);
        int nHigh = full ? i.rn + 1 : i.rm;
        switch (row) {
            case UZP1, UZP2 -> {
                String name = row == FpSimdOpcode.UZP1 ? "even" : "odd";
                both(full, () -> pair(i.rn, nHigh, name, size), () -> pair(i.rm, i.rm + 1, name, size));
            }
            case TRN1, TRN2 -> {
                String name = row == FpSimdOpcode.TRN1 ? "transposeEven" : "transposeOdd";
                if (size == 3) {
                    wholes(i, row == FpSimdOpcode.TRN1 ? 0 : 1);
                } else {
                    both(full, () -> pair(i.rn, i.rm, name, size), () -> pair(i.rn + 1, i.rm + 1, name, size));
                }
            }
            default -> {
                int half = row == FpSimdOpcode.ZIP2 && full ? 1 : 0;
                if (size == 3) {
                    wholes(i, half);
                } else {
                    boolean upper = row == FpSimdOpcode.ZIP2 && !full;
                    both(full, () -> interleave(i, half, upper, size), () -> interleave(i, half, true, size));
                }
            }
        }
        v.pop(i.rd + 1);
        v.pop(i.rd);
    }

    private void both(boolean full, Runnable low, Runnable high) {
        low.run();
        if (full) {
            high.run();
        } else {
            code.lconst_0();
        }
    }

    private void wholes(Instruction i, int half) {
        v.push(i.rn + half);
        v.push(i.rm + half);
    }

    private void pair(int a, int b, String name, int size) {
        v.push(a);
        v.push(b);
        lanes.two(name, size);
    }

    private void interleave(Instruction i, int half, boolean upper, int size) {
        pushPart(i.rn + half, upper);
        pushPart(i.rm + half, upper);
        lanes.two("interleave", size);
    }

    private void pushPart(int slot, boolean upper) {
        v.push(slot);
        if (upper) {
            code.bipush(32).lushr();
        }
    }

    private void extract(Instruction i) {
        int shift = ((int) i.imm & 7) << 3;
        if (!VectorWriter.isFull(i)) {
            funnel(i.rn, i.rm, shift);
            code.lconst_0();
        } else if (i.imm < 8) {
            funnel(i.rn, i.rn + 1, shift);
            funnel(i.rn + 1, i.rm, shift);
        } else {
            funnel(i.rn + 1, i.rm, shift);
            funnel(i.rm, i.rm + 1, shift);
        }
        v.pop(i.rd + 1);
        v.pop(i.rd);
    }

    private void funnel(int low, int high, int shift) {
        v.push(low);
        v.push(high);
        code.loadConstant(shift).invokestatic(LANES, "funnel", FUNNEL);
    }

    private void immediate(Instruction i, FpSimdOpcode row, int half) {
        code.loadConstant(i.imm);
        switch (row) {
            case ORR_HALF, ORR_WORD -> {
                v.push(i.rd + half);
                code.lor();
            }
            case BIC_HALF, BIC_WORD -> {
                v.push(i.rd + half);
                code.land();
            }
            default -> {}
        }
    }
}
