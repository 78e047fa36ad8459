package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.simd.Lanes;
import java.lang.classfile.CodeBuilder;
import org.jspecify.annotations.Nullable;

/** Writes vector arithmetic whose operands and result have elements of different sizes, and that by element. Sizes are the narrow ones. */
final class VectorLongWriter {
    private final Variables v;
    private final CodeBuilder code;
    private final LaneCalls lanes;
    private final VectorWriter vectors;

    VectorLongWriter(Variables variables, VectorWriter vectors) {
        this.v = variables;
        this.code = variables.code;
        this.lanes = new LaneCalls(code);
        this.vectors = vectors;
    }

    /** Whether there is code for a row. */
    static boolean handles(FpSimdOpcode row) {
        return switch (row) {
            case XTN,
                    SHRN,
                    SSHLL,
                    USHLL,
                    SHLL,
                    SADDLP,
                    UADDLP,
                    SADALP,
                    UADALP,
                    MUL_ELEMENT,
                    MLA_ELEMENT,
                    MLS_ELEMENT,
                    SADDW,
                    UADDW,
                    SSUBW,
                    USUBW -> true;
            default -> operationOf(row) != null;
        };
    }

    private enum Operation {
        ADD,
        SUBTRACT,
        DIFFERENCE,
        MULTIPLY
    }

    /** What is done to the widened elements; null for what has no code. */
    private static @Nullable Operation operationOf(FpSimdOpcode row) {
        return switch (row) {
            case SADDL, UADDL -> Operation.ADD;
            case SSUBL, USUBL -> Operation.SUBTRACT;
            case SABDL, UABDL, SABAL, UABAL -> Operation.DIFFERENCE;
            case SMULL,
                    UMULL,
                    SMLAL,
                    UMLAL,
                    SMLSL,
                    UMLSL,
                    SMULL_ELEMENT,
                    UMULL_ELEMENT,
                    SMLAL_ELEMENT,
                    UMLAL_ELEMENT,
                    SMLSL_ELEMENT,
                    UMLSL_ELEMENT -> Operation.MULTIPLY;
            default -> null;
        };
    }

    private static boolean accumulates(FpSimdOpcode row) {
        return switch (row) {
            case SABAL, UABAL, SMLAL, UMLAL, SMLAL_ELEMENT, UMLAL_ELEMENT -> true;
            default -> isSubtracting(row);
        };
    }

    private static boolean isSubtracting(FpSimdOpcode row) {
        return switch (row) {
            case SMLSL, UMLSL, SMLSL_ELEMENT, UMLSL_ELEMENT -> true;
            default -> false;
        };
    }

    private static boolean isByElement(FpSimdOpcode row) {
        return switch (row) {
            case SMULL_ELEMENT, UMULL_ELEMENT, SMLAL_ELEMENT, UMLAL_ELEMENT, SMLSL_ELEMENT, UMLSL_ELEMENT -> true;
            default -> false;
        };
    }

    /** Writes an instruction. */
    void write(Instruction i, FpSimdOpcode row) {
        int size = VectorWriter.size(i);
        boolean unsigned = VectorWriter.isUnsigned(i);
        switch (row) {
            case XTN, SHRN -> narrow(i, row, size);
            case SSHLL, USHLL -> widen(i, size, unsigned, (int) i.imm);
            case SHLL -> widen(i, size, true, Lanes.width(size));
            case SADDLP, UADDLP, SADALP, UADALP ->
                vectors.halves(i, half -> {
                    boolean accumulates = row == FpSimdOpcode.SADALP || row == FpSimdOpcode.UADALP;
                    if (accumulates) {
                        v.push(i.rd + half);
                    }
                    v.push(i.rn + half);
                    lanes.one("addPairsLong", size, unsigned);
                    if (accumulates) {
                        vectors.add(size + 1);
                    }
                });
            case MUL_ELEMENT, MLA_ELEMENT, MLS_ELEMENT -> byElement(i, row, size);
            case SADDW, UADDW, SSUBW, USUBW -> {
                boolean add = row == FpSimdOpcode.SADDW || row == FpSimdOpcode.UADDW;
                wide(i, size, unsigned, add, 0);
                wide(i, size, unsigned, add, 1);
                take(i);
            }
            default -> {
                if (isByElement(row)) {
                    pushElements(i, size);
                    code.lstore(Variables.SCRATCH);
                }
                longOperation(i, row, size, unsigned, false);
                longOperation(i, row, size, unsigned, true);
                take(i);
            }
        }
    }

    /** The two longs on the stack, the low one first, to the destination. */
    private void take(Instruction i) {
        v.pop(i.rd + 1);
        v.pop(i.rd);
    }

    /** Writes 64 bits on the stack to the half that the form of the instruction says. */
    private void takeNarrow(Instruction i) {
        if ((i.flags & 1) != 0) {
            v.pop(i.rd + 1);
        } else {
            v.pop(i.rd);
            v.clearHigh(i.rd);
        }
    }

    private void narrow(Instruction i, FpSimdOpcode row, int size) {
        int right = row == FpSimdOpcode.SHRN ? Lanes.width(size) - (int) i.imm : 0;
        for (int half = 0; half < 2; half++) {
            v.push(i.rn + half);
            if (right != 0) {
                code.loadConstant(right).lushr();
            }
        }
        lanes.two("even", size);
        takeNarrow(i);
    }

    private void widen(Instruction i, int size, boolean unsigned, int left) {
        for (int part = 0; part < 2; part++) {
            pushWidened(i.rn + (i.flags & 1), part != 0, size, unsigned);
            if (left != 0) {
                lanes.one("shiftLeft", size + 1, left);
            }
        }
        take(i);
    }

    private void pushWidened(int slot, boolean upper, int size, boolean unsigned) {
        v.push(slot);
        if (upper) {
            code.bipush(32).lushr();
        }
        lanes.one("widen", size, unsigned);
    }

    private void wide(Instruction i, int size, boolean unsigned, boolean add, int half) {
        v.push(i.rn + half);
        pushWidened(i.rm + (i.flags & 1), half != 0, size, unsigned);
        if (add) {
            vectors.add(size + 1);
        } else {
            vectors.subtract(size + 1);
        }
    }

    private void longOperation(Instruction i, FpSimdOpcode row, int size, boolean unsigned, boolean upper) {
        boolean accumulates = accumulates(row);
        if (accumulates) {
            v.push(i.rd + (upper ? 1 : 0));
        }
        pushWidened(i.rn + (i.flags & 1), upper, size, unsigned);
        if (isByElement(row)) {
            code.lload(Variables.SCRATCH);
            lanes.one("widen", size, unsigned);
        } else {
            pushWidened(i.rm + (i.flags & 1), upper, size, unsigned);
        }
        Operation operation = operationOf(row);
        if (operation == Operation.ADD) {
            vectors.add(size + 1);
        } else if (operation == Operation.SUBTRACT) {
            vectors.subtract(size + 1);
        } else if (operation == Operation.DIFFERENCE) {
            lanes.two("absoluteDifference", size + 1, unsigned);
        } else {
            lanes.two("multiply", size + 1);
        }
        if (isSubtracting(row)) {
            vectors.subtract(size + 1);
        } else if (accumulates) {
            vectors.add(size + 1);
        }
    }

    /** Pushes a long all of whose elements are the one that the instruction names. */
    private void pushElements(Instruction i, int size) {
        int index = (int) i.imm;
        v.push(i.rm + (index << size >> 3));
        int position = (index << size & 7) << 3;
        if (position != 0) {
            code.loadConstant(position).lushr();
        }
        lanes.one("duplicate", size);
    }

    private void byElement(Instruction i, FpSimdOpcode row, int size) {
        pushElements(i, size);
        code.lstore(Variables.SCRATCH);
        vectors.halves(i, half -> {
            if (row != FpSimdOpcode.MUL_ELEMENT) {
                v.push(i.rd + half);
            }
            v.push(i.rn + half);
            code.lload(Variables.SCRATCH);
            lanes.two("multiply", size);
            if (row == FpSimdOpcode.MLA_ELEMENT) {
                vectors.add(size);
            } else if (row == FpSimdOpcode.MLS_ELEMENT) {
                vectors.subtract(size);
            }
        });
    }
}
