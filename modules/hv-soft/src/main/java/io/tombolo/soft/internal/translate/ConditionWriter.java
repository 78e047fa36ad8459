package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import io.tombolo.soft.internal.decode.Expansion;
import io.tombolo.soft.internal.interpret.LazyFlags;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Writes jumps on conditions, in terms of the operands where the kind of the flags is known. */
final class ConditionWriter {
    private static final ClassDesc FLAGS = ClassDesc.of(LazyFlags.class.getName());
    private static final MethodTypeDesc NZCV = MethodTypeDesc.of(CD_int, CD_int, CD_long, CD_long);
    private static final MethodTypeDesc COMPARE_LONGS = MethodTypeDesc.of(CD_int, CD_long, CD_long);
    private static final MethodTypeDesc COMPARE_INTS = MethodTypeDesc.of(CD_int, CD_int, CD_int);

    private static final MethodTypeDesc TO_DOUBLE = MethodTypeDesc.of(ConstantDescs.CD_double, CD_long);

    private static final int EQ = 0;
    private static final int NE = 1;
    private static final int HS = 2;
    private static final int LO = 3;
    private static final int MI = 4;
    private static final int PL = 5;
    private static final int VC = 7;
    private static final int HI = 8;
    private static final int LS = 9;
    private static final int GE = 10;
    private static final int LT = 11;
    private static final int GT = 12;
    private static final int LE = 13;
    private static final int ALWAYS = 14;

    private final CodeBuilder code;

    ConditionWriter(Variables variables) {
        this.code = variables.code;
    }

    /** Pushes NZCV as an int. */
    void pushNzcv(int kind) {
        if (kind == LazyFlags.PACKED) {
            code.lload(Variables.FIRST).l2i();
            return;
        }
        if (kind == LazyFlags.DYNAMIC) {
            code.iload(Variables.KIND);
        } else {
            code.loadConstant(kind);
        }
        code.lload(Variables.FIRST).lload(Variables.SECOND).invokestatic(FLAGS, "nzcv", NZCV);
    }

    /** Jumps if a condition, by its number in encodings, holds for flags of a kind. */
    void jumpIf(int condition, int kind, Label target) {
        if (condition >= ALWAYS) {
            code.goto_(target);
            return;
        }
        boolean written = switch (kind) {
            case LazyFlags.SUB64 -> subtraction(condition, target, true);
            case LazyFlags.SUB32 -> subtraction(condition, target, false);
            case LazyFlags.LOGIC64, LazyFlags.LOGIC32 -> logical(condition, kind == LazyFlags.LOGIC64, target);
            case LazyFlags.ADD64, LazyFlags.ADD32 -> addition(condition, kind == LazyFlags.ADD64, target);
            case LazyFlags.COMPARE -> comparison(condition, target);
            default -> false;
        };
        if (!written) {
            pushNzcv(kind);
            packed(condition, target);
        }
    }

    /** Doubles: what is unordered is neither less nor equal, but carry and overflow are set. */
    private boolean comparison(int condition, Label target) {
        if (condition == VC || condition == VC - 1) {
            return false;
        }
        code.lload(Variables.FIRST).invokestatic(ConstantDescs.CD_Double, "longBitsToDouble", TO_DOUBLE);
        code.lload(Variables.SECOND).invokestatic(ConstantDescs.CD_Double, "longBitsToDouble", TO_DOUBLE);
        // The comparison answers 1 or -1 for unordered, whichever lets the jump be right.
        switch (condition) {
            case EQ -> code.dcmpl().ifeq(target);
            case NE -> code.dcmpl().ifne(target);
            case MI, LO -> code.dcmpg().iflt(target);
            case PL, HS -> code.dcmpg().ifge(target);
            case HI -> code.dcmpg().ifgt(target);
            case LS -> code.dcmpg().ifle(target);
            case GE -> code.dcmpl().ifge(target);
            case LT -> code.dcmpl().iflt(target);
            case GT -> code.dcmpl().ifgt(target);
            default -> code.dcmpl().ifle(target);
        }
        return true;
    }

    private void packed(int condition, Label target) {
        if (condition < HI) {
            int bit = switch (condition >> 1) {
                case 0 -> 1 << 30;
                case 1 -> 1 << 29;
                case 2 -> 1 << 31;
                default -> 1 << 28;
            };
            code.loadConstant(bit).iand();
            code.branch((condition & 1) == 0 ? Opcode.IFNE : Opcode.IFEQ, target);
            return;
        }
        code.bipush(28).iushr().istore(Variables.NUMBER);
        code.loadConstant(Expansion.condition(condition))
                .iload(Variables.NUMBER)
                .iushr();
        code.iconst_1().iand().ifne(target);
    }

    /** The comparison with zero that a signed or equality condition is; null for others. */
    private static Opcode comparison(int condition) {
        return switch (condition) {
            case EQ -> Opcode.IFEQ;
            case NE -> Opcode.IFNE;
            case HS, GE, PL -> Opcode.IFGE;
            case LO, LT, MI -> Opcode.IFLT;
            case HI, GT -> Opcode.IFGT;
            case LS, LE -> Opcode.IFLE;
            default -> throw new AssertionError(condition);
        };
    }

    private void pushFirst(boolean wide) {
        code.lload(Variables.FIRST);
        if (!wide) {
            code.l2i();
        }
    }

    private void pushSecond(boolean wide) {
        code.lload(Variables.SECOND);
        if (!wide) {
            code.l2i();
        }
    }

    private boolean subtraction(int condition, Label target, boolean wide) {
        if (condition > PL && condition <= VC) {
            return false;
        }
        pushFirst(wide);
        pushSecond(wide);
        if (condition == MI || condition == PL) {
            if (wide) {
                code.lsub().lconst_0().lcmp();
            } else {
                code.isub();
            }
            code.branch(comparison(condition), target);
        } else if (condition == HS || condition == LO || condition == HI || condition == LS) {
            code.invokestatic(
                    wide ? ConstantDescs.CD_Long : ConstantDescs.CD_Integer,
                    "compareUnsigned",
                    wide ? COMPARE_LONGS : COMPARE_INTS);
            code.branch(comparison(condition), target);
        } else if (wide) {
            code.lcmp().branch(comparison(condition), target);
        } else {
            code.branch(intComparison(condition), target);
        }
        return true;
    }

    private static Opcode intComparison(int condition) {
        return switch (condition) {
            case EQ -> Opcode.IF_ICMPEQ;
            case NE -> Opcode.IF_ICMPNE;
            case GE -> Opcode.IF_ICMPGE;
            case LT -> Opcode.IF_ICMPLT;
            case GT -> Opcode.IF_ICMPGT;
            default -> Opcode.IF_ICMPLE;
        };
    }

    /** Carry and overflow are clear. */
    private boolean logical(int condition, boolean wide, Label target) {
        switch (condition) {
            case HS, HI, VC - 1 -> {}
            case LO, LS, VC -> code.goto_(target);
            default -> {
                pushFirst(wide);
                compareWithZero(condition, wide, target);
            }
        }
        return true;
    }

    private void compareWithZero(int condition, boolean wide, Label target) {
        if (wide) {
            code.lconst_0().lcmp();
        }
        code.branch(comparison(condition), target);
    }

    private boolean addition(int condition, boolean wide, Label target) {
        if (condition != EQ && condition != NE && condition != MI && condition != PL) {
            return false;
        }
        pushFirst(wide);
        pushSecond(wide);
        if (wide) {
            code.ladd();
        } else {
            code.iadd();
        }
        compareWithZero(condition, wide, target);
        return true;
    }
}
