package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.simd.Lanes;
import java.lang.classfile.CodeBuilder;
import java.util.function.IntConsumer;

/** Writes vector arithmetic whose elements stay of one size, a vector being two longs. */
final class VectorWriter {
    private static final int UNSIGNED_BIT = 29;

    private final Variables v;
    private final CodeBuilder code;
    private final LaneCalls lanes;
    private final VectorMoveWriter moves;
    private final VectorLongWriter longs;

    VectorWriter(Variables variables) {
        this.v = variables;
        this.code = variables.code;
        this.lanes = new LaneCalls(code);
        this.moves = new VectorMoveWriter(variables, this);
        this.longs = new VectorLongWriter(variables, this);
    }

    /** Whether there is code for an instruction of the SIMD table, not a load or store. */
    static boolean handles(Instruction i) {
        FpSimdOpcode row = FpSimdDecoder.row(i);
        boolean narrowScalar = (i.flags & FpSimdDecoder.SCALAR) != 0 && size(i) != 3;
        return switch (row.form()) {
            case LOGICAL -> true;
            case THREE_SAME ->
                !narrowScalar
                        && switch (row) {
                            case ADD_VECTOR,
                                    SUB_VECTOR,
                                    CMEQ,
                                    CMTST,
                                    CMGT,
                                    CMHI,
                                    CMGE,
                                    CMHS,
                                    SMAX,
                                    UMAX,
                                    SMIN,
                                    UMIN,
                                    SABD,
                                    UABD,
                                    SABA,
                                    UABA,
                                    SHADD,
                                    UHADD,
                                    SRHADD,
                                    URHADD,
                                    MUL_VECTOR,
                                    MLA,
                                    MLS -> true;
                            default -> false;
                        };
            case TWO_MISC ->
                !narrowScalar
                        && switch (row) {
                            case SUQADD, USQADD, SQABS, SQNEG -> false;
                            default -> true;
                        };
            case SHIFT ->
                !narrowScalar
                        && switch (row) {
                            case SSHR, USHR, SSRA, USRA, SHL, SLI, SRI -> true;
                            default -> false;
                        };
            case PAIRWISE, SCALAR_PAIR -> true;
            case ACROSS -> row == FpSimdOpcode.ADDV || row == FpSimdOpcode.UADDLV;
            default -> VectorMoveWriter.handles(row) || VectorLongWriter.handles(row);
        };
    }

    /** Writes an instruction. */
    void write(Instruction i) {
        FpSimdOpcode row = FpSimdDecoder.row(i);
        switch (row.form()) {
            case LOGICAL -> halves(i, half -> logical(row, i, half));
            case THREE_SAME -> halves(i, half -> threeSame(row, i, half));
            case TWO_MISC -> halves(i, half -> misc(row, i, half));
            case SHIFT -> halves(i, half -> shift(row, i, half));
            case PAIRWISE -> pairwise(row, i);
            case SCALAR_PAIR -> {
                v.push(i.rn);
                v.push(i.rn + 1);
                code.ladd();
                v.pop(i.rd);
                v.clearHigh(i.rd);
            }
            case ACROSS -> across(row, i);
            default -> {
                if (VectorMoveWriter.handles(row)) {
                    moves.write(i, row);
                } else {
                    longs.write(i, row);
                }
            }
        }
    }

    static int size(Instruction i) {
        return i.flags >> 1 & 3;
    }

    static boolean isFull(Instruction i) {
        return (i.flags & 1) != 0 && (i.flags & FpSimdDecoder.SCALAR) == 0;
    }

    static boolean isUnsigned(Instruction i) {
        return (i.word >>> UNSIGNED_BIT & 1) != 0;
    }

    /** Writes both halves, or one and zero, to the destination; neither before both are known. */
    void halves(Instruction i, IntConsumer half) {
        half.accept(0);
        if (isFull(i)) {
            half.accept(1);
        } else {
            code.lconst_0();
        }
        v.pop(i.rd + 1);
        v.pop(i.rd);
    }

    private void logical(FpSimdOpcode row, Instruction i, int half) {
        int d = i.rd + half;
        int n = i.rn + half;
        int m = i.rm + half;
        switch (row) {
            case BSL -> select(d, n, m);
            case BIT -> select(m, n, d);
            case BIF -> select(m, d, n);
            default -> {
                v.push(n);
                v.push(m);
                switch (row) {
                    case AND -> code.land();
                    case BIC -> code.loadConstant(-1L).lxor().land();
                    case ORR -> code.lor();
                    case ORN -> code.loadConstant(-1L).lxor().lor();
                    default -> code.lxor();
                }
            }
        }
    }

    private void select(int mask, int a, int b) {
        v.push(mask);
        v.push(a);
        v.push(b);
        lanes.three("select");
    }

    private void threeSame(FpSimdOpcode row, Instruction i, int half) {
        int size = size(i);
        boolean unsigned = isUnsigned(i);
        boolean swapped = row == FpSimdOpcode.CMGE || row == FpSimdOpcode.CMHS;
        boolean accumulates = switch (row) {
            case SABA, UABA, MLA, MLS -> true;
            default -> false;
        };
        if (accumulates) {
            v.push(i.rd + half);
        }
        v.push((swapped ? i.rm : i.rn) + half);
        v.push((swapped ? i.rn : i.rm) + half);
        switch (row) {
            case ADD_VECTOR -> add(size);
            case SUB_VECTOR -> subtract(size);
            case CMEQ -> lanes.two("equal", size);
            case CMTST -> {
                code.land();
                lanes.one("isZero", size);
                not();
            }
            case CMGT -> lanes.two("greater", size);
            case CMHI -> lanes.two("above", size);
            case CMGE -> {
                lanes.two("greater", size);
                not();
            }
            case CMHS -> {
                lanes.two("above", size);
                not();
            }
            case SMAX, UMAX -> lanes.two("max", size, unsigned);
            case SMIN, UMIN -> lanes.two("min", size, unsigned);
            case SABD, UABD -> lanes.two("absoluteDifference", size, unsigned);
            case SABA, UABA -> {
                lanes.two("absoluteDifference", size, unsigned);
                add(size);
            }
            case SHADD, UHADD -> lanes.two("halvingAdd", size, unsigned, false);
            case SRHADD, URHADD -> lanes.two("halvingAdd", size, unsigned, true);
            case MUL_VECTOR -> lanes.two("multiply", size);
            case MLA -> {
                lanes.two("multiply", size);
                add(size);
            }
            default -> {
                lanes.two("multiply", size);
                subtract(size);
            }
        }
    }

    /** Adds the two longs on the stack element by element. */
    void add(int size) {
        if (size == 3) {
            code.ladd();
        } else {
            lanes.two("add", size);
        }
    }

    /** Subtracts the two longs on the stack element by element. */
    void subtract(int size) {
        if (size == 3) {
            code.lsub();
        } else {
            lanes.two("subtract", size);
        }
    }

    private void not() {
        code.loadConstant(-1L).lxor();
    }

    private void misc(FpSimdOpcode row, Instruction i, int half) {
        int size = size(i);
        int n = i.rn + half;
        if (row == FpSimdOpcode.NEG) {
            code.lconst_0();
        }
        v.push(n);
        switch (row) {
            case REV64 -> lanes.one("reverseElements", size, 3);
            case REV32 -> lanes.one("reverseElements", size, 2);
            case REV16 -> lanes.one("reverseElements", size, 1);
            case CLS -> lanes.one("countLeadingSigns", size);
            case CLZ -> lanes.one("countLeadingZeros", size);
            case CNT -> lanes.bare("countBits");
            case NOT -> not();
            case RBIT -> lanes.bare("reverseBits");
            case ABS -> lanes.one("absolute", size);
            case NEG -> subtract(size);
            case CMEQ_ZERO -> lanes.one("isZero", size);
            case CMLT_ZERO -> lanes.one("signMask", size);
            case CMGE_ZERO -> {
                lanes.one("signMask", size);
                not();
            }
            default -> {
                lanes.one("signMask", size);
                v.push(n);
                lanes.one("isZero", size);
                code.lor();
                if (row == FpSimdOpcode.CMGT_ZERO) {
                    not();
                }
            }
        }
    }

    private void shift(FpSimdOpcode row, Instruction i, int half) {
        int size = size(i);
        int left = (int) i.imm;
        int right = Lanes.width(size) - left;
        if (row == FpSimdOpcode.SSRA || row == FpSimdOpcode.USRA) {
            v.push(i.rd + half);
        }
        v.push(i.rn + half);
        switch (row) {
            case SHL -> lanes.one("shiftLeft", size, left);
            case SSHR, USHR -> lanes.one("shiftRight", size, right, isUnsigned(i));
            case SSRA, USRA -> {
                lanes.one("shiftRight", size, right, isUnsigned(i));
                add(size);
            }
            case SLI -> {
                lanes.one("shiftLeft", size, left);
                v.push(i.rd + half);
                code.loadConstant(Lanes.duplicate((1L << left) - 1, size))
                        .land()
                        .lor();
            }
            default -> {
                lanes.one("shiftRight", size, right, true);
                v.push(i.rd + half);
                long replaced = right == Lanes.width(size) ? 0 : Lanes.duplicate(Lanes.mask(size) >>> right, size);
                code.loadConstant(~replaced).land().lor();
            }
        }
    }

    private void pairwise(FpSimdOpcode row, Instruction i) {
        boolean full = isFull(i);
        pairs(row, i, i.rn, full ? i.rn + 1 : i.rm);
        if (full) {
            pairs(row, i, i.rm, i.rm + 1);
        } else {
            code.lconst_0();
        }
        v.pop(i.rd + 1);
        v.pop(i.rd);
    }

    private void pairs(FpSimdOpcode row, Instruction i, int low, int high) {
        int size = size(i);
        v.push(low);
        v.push(high);
        lanes.two("even", size);
        v.push(low);
        v.push(high);
        lanes.two("odd", size);
        switch (row) {
            case ADDP_VECTOR -> add(size);
            case SMAXP -> lanes.two("max", size, false);
            case UMAXP -> lanes.two("max", size, true);
            case SMINP -> lanes.two("min", size, false);
            default -> lanes.two("min", size, true);
        }
    }

    private void across(FpSimdOpcode row, Instruction i) {
        int size = size(i);
        v.push(i.rn);
        if (isFull(i)) {
            v.push(i.rn + 1);
        } else {
            code.lconst_0();
        }
        lanes.two("sum", size);
        code.loadConstant(Lanes.mask(row == FpSimdOpcode.ADDV ? size : size + 1))
                .land();
        v.pop(i.rd);
        v.clearHigh(i.rd);
    }
}
