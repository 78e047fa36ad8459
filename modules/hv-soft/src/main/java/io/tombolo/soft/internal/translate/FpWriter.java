package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdOpcode;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.fp.Rounding;
import io.tombolo.soft.internal.interpret.LazyFlags;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Writes scalar floating-point arithmetic, and that of vectors of doubles, as the host's own, guarded by {@link FpGuard}. */
final class FpWriter {
    private static final ClassDesc STATE = ClassDesc.of(CpuState.class.getName());
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final MethodTypeDesc DOUBLE = MethodTypeDesc.of(CD_double, CD_double);
    private static final MethodTypeDesc DOUBLES = MethodTypeDesc.of(CD_double, CD_double, CD_double);
    private static final MethodTypeDesc THREE_DOUBLES = MethodTypeDesc.of(CD_double, CD_double, CD_double, CD_double);
    private static final MethodTypeDesc FLOAT = MethodTypeDesc.of(CD_float, CD_float);
    private static final MethodTypeDesc FLOATS = MethodTypeDesc.of(CD_float, CD_float, CD_float);
    private static final MethodTypeDesc THREE_FLOATS = MethodTypeDesc.of(CD_float, CD_float, CD_float, CD_float);
    private static final MethodTypeDesc FROM_DOUBLE = MethodTypeDesc.of(ConstantDescs.CD_long, CD_double);
    private static final MethodTypeDesc WIDEN = MethodTypeDesc.of(CD_double, CD_float, STATE);
    private static final MethodTypeDesc NARROW = MethodTypeDesc.of(CD_float, CD_double, STATE);
    private static final MethodTypeDesc FLUSH = MethodTypeDesc.of(CD_double, CD_double, STATE);
    private static final MethodTypeDesc FLUSH_SINGLE = MethodTypeDesc.of(CD_double, CD_float, STATE);

    private static final int WIDE_GENERAL = 2;
    private static final int SIGNALING = 1 << 4;
    private static final int CONDITION_SHIFT = 12;
    private static final long WORD = 0xffff_ffffL;

    private final Variables v;
    private final CodeBuilder code;
    private final ConditionWriter conditions;
    private final FpGuard guard;
    private final FpVectorWriter vectors;

    FpWriter(Variables variables, ConditionWriter conditions) {
        this.v = variables;
        this.code = variables.code;
        this.conditions = conditions;
        this.guard = new FpGuard(variables);
        this.vectors = new FpVectorWriter(variables, this);
    }

    /** Whether there is code for an instruction of the SIMD table. */
    static boolean handles(Instruction i) {
        FpSimdOpcode row = FpSimdDecoder.row(i);
        return switch (row.form()) {
            case FP_ONE_SOURCE ->
                row != FpSimdOpcode.FRINTA && row != FpSimdOpcode.FRINTX && row != FpSimdOpcode.FRINTI;
            case FP_TWO_SOURCE, FP_THREE_SOURCE, FP_COMPARE, FP_CONDITIONAL, FP_IMMEDIATE, INTEGER_TO_FP -> true;
            case FP_TO_INTEGER -> row != FpSimdOpcode.FCVTAS && row != FpSimdOpcode.FCVTAU;
            case FP_TO_GENERAL, GENERAL_TO_FP -> true;
            case FP_PRECISION -> (i.flags & 3) < 2 && i.flags >> 2 < 2;
            default -> FpVectorWriter.handles(i, row);
        };
    }

    /** Writes an instruction, where the flags are of a kind. */
    void write(Instruction i, int kind) {
        FpSimdOpcode row = FpSimdDecoder.row(i);
        boolean wide = (i.flags & 1) != 0;
        switch (row.form()) {
            case FP_ONE_SOURCE -> oneSource(row, i, wide);
            case FP_TWO_SOURCE -> {
                binary(row, wide, i.rn, i.rm);
                take(i.rd, wide);
            }
            case FP_THREE_SOURCE -> {
                boolean negateProduct = row == FpSimdOpcode.FMSUB || row == FpSimdOpcode.FNMADD;
                boolean negateAddend = row == FpSimdOpcode.FNMADD || row == FpSimdOpcode.FNMSUB;
                fused(wide, i.rn, i.rm, i.ra, negateProduct, negateAddend);
                take(i.rd, wide);
            }
            case FP_COMPARE -> {
                compare(i, wide, row == FpSimdOpcode.FCMP_ZERO || row == FpSimdOpcode.FCMPE_ZERO);
                code.loadConstant(LazyFlags.COMPARE).istore(Variables.KIND);
            }
            case FP_CONDITIONAL -> conditional(row, i, wide, kind);
            case FP_IMMEDIATE -> {
                code.loadConstant(i.imm);
                v.pop(i.rd);
                v.clearHigh(i.rd);
            }
            case INTEGER_TO_FP -> fromInteger(row, i, wide);
            case FP_TO_INTEGER -> toInteger(row, i, wide);
            case FP_TO_GENERAL -> toGeneral(row, i);
            case GENERAL_TO_FP -> fromGeneral(row, i);
            case FP_PRECISION -> precision(i);
            default -> vectors.write(i, row);
        }
    }

    private void push(int slot, boolean wide) {
        if (wide) {
            v.pushDouble(slot);
        } else {
            v.pushFloat(slot);
        }
    }

    /** The result becomes the value of a vector register. */
    private void take(int slot, boolean wide) {
        takeHalf(slot, wide);
        v.clearHigh(slot);
    }

    /** The result becomes the value of half a vector register. */
    void takeHalf(int slot, boolean wide) {
        guard.pushResult(wide);
        if (wide) {
            v.popDouble(slot);
        } else {
            v.popFloat(slot);
        }
    }

    /** Two operands to the result. */
    void binary(FpSimdOpcode row, boolean wide, int n, int m) {
        Label slow = code.newLabel();
        Label done = code.newLabel();
        push(n, wide);
        push(m, wide);
        boolean mayBeTiny = false;
        String name;
        switch (row) {
            case FADD, FADD_VECTOR, FADDP_SCALAR -> {
                name = "add";
                arithmetic(wide, code::dadd, code::fadd);
            }
            case FSUB, FSUB_VECTOR -> {
                name = "subtract";
                arithmetic(wide, code::dsub, code::fsub);
            }
            case FMUL, FNMUL, FMUL_VECTOR -> {
                name = "multiply";
                mayBeTiny = true;
                arithmetic(wide, code::dmul, code::fmul);
            }
            case FDIV, FDIV_VECTOR -> {
                name = "divide";
                mayBeTiny = true;
                arithmetic(wide, code::ddiv, code::fdiv);
            }
            case FMAX, FMAXNM -> {
                name = row == FpSimdOpcode.FMAX ? "max" : "maxNumber";
                code.invokestatic(MATH, "max", wide ? DOUBLES : FLOATS);
            }
            default -> {
                name = row == FpSimdOpcode.FMIN ? "min" : "minNumber";
                code.invokestatic(MATH, "min", wide ? DOUBLES : FLOATS);
            }
        }
        guard.popResult(wide);
        if (mayBeTiny) {
            guard.result(wide, slow, () -> push(n, wide), isDivision(row) ? null : () -> push(m, wide), done);
        } else {
            guard.result(wide, slow);
        }
        code.labelBinding(done);
        guard.slowly(
                wide,
                slow,
                done,
                () -> {
                    push(n, wide);
                    push(m, wide);
                },
                name,
                FpGuard.type(wide, 2));
        if (row == FpSimdOpcode.FNMUL) {
            guard.pushResult(wide);
            negate(wide);
            guard.popResult(wide);
        }
    }

    private static boolean isDivision(FpSimdOpcode row) {
        return row == FpSimdOpcode.FDIV || row == FpSimdOpcode.FDIV_VECTOR;
    }

    private static void arithmetic(boolean wide, Runnable ofDoubles, Runnable ofFloats) {
        if (wide) {
            ofDoubles.run();
        } else {
            ofFloats.run();
        }
    }

    private void negate(boolean wide) {
        arithmetic(wide, code::dneg, code::fneg);
    }

    /** Product and sum with one rounding to the result. */
    void fused(boolean wide, int n, int m, int addend, boolean negateProduct, boolean negateAddend) {
        Label slow = code.newLabel();
        Label done = code.newLabel();
        Runnable operands = () -> {
            push(n, wide);
            if (negateProduct) {
                negate(wide);
            }
            push(m, wide);
            push(addend, wide);
            if (negateAddend) {
                negate(wide);
            }
        };
        operands.run();
        code.invokestatic(MATH, "fma", wide ? THREE_DOUBLES : THREE_FLOATS);
        guard.popResult(wide);
        guard.result(wide, slow, () -> push(n, wide), () -> push(m, wide), done);
        code.labelBinding(done);
        guard.slowly(wide, slow, done, operands, "multiplyAdd", FpGuard.type(wide, 3));
    }

    /** Square root to the result. */
    void squareRoot(boolean wide, int n) {
        Label slow = code.newLabel();
        Label done = code.newLabel();
        push(n, wide);
        if (wide) {
            code.invokestatic(MATH, "sqrt", DOUBLE);
        } else {
            code.f2d().invokestatic(MATH, "sqrt", DOUBLE).d2f();
        }
        guard.popResult(wide);
        guard.result(wide, slow, () -> push(n, wide), null, done);
        code.labelBinding(done);
        guard.slowly(wide, slow, done, () -> push(n, wide), "squareRoot", FpGuard.type(wide, 1));
    }

    private void oneSource(FpSimdOpcode row, Instruction i, boolean wide) {
        switch (row) {
            case FMOV -> {
                push(i.rn, wide);
                guard.popResult(wide);
            }
            case FABS -> {
                push(i.rn, wide);
                code.invokestatic(MATH, "abs", wide ? DOUBLE : FLOAT);
                guard.popResult(wide);
            }
            case FNEG -> {
                push(i.rn, wide);
                negate(wide);
                guard.popResult(wide);
            }
            case FSQRT -> squareRoot(wide, i.rn);
            default -> roundToIntegral(i, wide, roundingOf(row));
        }
        take(i.rd, wide);
    }

    private static int roundingOf(FpSimdOpcode row) {
        return switch (row) {
            case FRINTN, FCVTNS, FCVTNU -> Rounding.NEAREST_EVEN;
            case FRINTP, FCVTPS, FCVTPU -> Rounding.PLUS_INFINITY;
            case FRINTM, FCVTMS, FCVTMU -> Rounding.MINUS_INFINITY;
            default -> Rounding.ZERO;
        };
    }

    private void roundToIntegral(Instruction i, boolean wide, int rounding) {
        Label slow = code.newLabel();
        Label done = code.newLabel();
        push(i.rn, wide);
        if (!wide) {
            code.f2d();
        }
        round(rounding);
        if (!wide) {
            code.d2f();
        }
        guard.popResult(wide);
        guard.result(wide, slow);
        code.labelBinding(done);
        ClassDesc value = wide ? CD_double : CD_float;
        guard.slowly(
                wide,
                slow,
                done,
                () -> {
                    push(i.rn, wide);
                    code.loadConstant(rounding);
                },
                "roundToIntegral",
                MethodTypeDesc.of(value, value, CD_int, STATE));
    }

    /** Rounds the double on the stack. */
    private void round(int rounding) {
        switch (rounding) {
            case Rounding.NEAREST_EVEN -> code.invokestatic(MATH, "rint", DOUBLE);
            case Rounding.PLUS_INFINITY -> code.invokestatic(MATH, "ceil", DOUBLE);
            case Rounding.MINUS_INFINITY -> code.invokestatic(MATH, "floor", DOUBLE);
            default -> code.invokestatic(ClassDesc.of(Arithmetic.class.getName()), "truncate", DOUBLE);
        }
    }

    /** Two operands to {@link Variables#FIRST} and {@link Variables#SECOND} as doubles. */
    private void compare(Instruction i, boolean wide, boolean withZero) {
        Label slow = code.newLabel();
        Label done = code.newLabel();
        push(i.rn, wide);
        guard.finite(wide, slow);
        if (!withZero) {
            push(i.rm, wide);
            guard.finite(wide, slow);
        }
        operand(i.rn, wide, false, Variables.FIRST);
        operand(i.rm, wide, withZero, Variables.SECOND);
        code.labelBinding(done);
        v.defer(() -> {
            code.labelBinding(slow);
            push(i.rn, wide);
            pushSecond(i, wide, withZero);
            code.loadConstant((i.word & SIGNALING) != 0 ? 1 : 0);
            ClassDesc value = wide ? CD_double : CD_float;
            guard.call("compare", MethodTypeDesc.of(CD_void, value, value, CD_int, STATE));
            push(i.rn, wide);
            flush(wide, Variables.FIRST);
            pushSecond(i, wide, withZero);
            flush(wide, Variables.SECOND);
            code.goto_(done);
        });
    }

    private void pushSecond(Instruction i, boolean wide, boolean zero) {
        if (!zero) {
            push(i.rm, wide);
        } else if (wide) {
            code.dconst_0();
        } else {
            code.fconst_0();
        }
    }

    private void flush(boolean wide, int variable) {
        guard.call("flushed", wide ? FLUSH : FLUSH_SINGLE);
        toBits(variable);
    }

    private void toBits(int variable) {
        code.invokestatic(ConstantDescs.CD_Double, "doubleToRawLongBits", FROM_DOUBLE)
                .lstore(variable);
    }

    private void operand(int slot, boolean wide, boolean zero, int variable) {
        if (zero) {
            code.lconst_0().lstore(variable);
        } else if (wide) {
            v.push(slot);
            code.lstore(variable);
        } else {
            push(slot, false);
            code.f2d();
            toBits(variable);
        }
    }

    private void conditional(FpSimdOpcode row, Instruction i, boolean wide, int kind) {
        Label holds = code.newLabel();
        Label end = code.newLabel();
        conditions.jumpIf(i.word >>> CONDITION_SHIFT & 15, kind, holds);
        if (row == FpSimdOpcode.FCSEL) {
            push(i.rm, wide);
            guard.popResult(wide);
            code.goto_(end).labelBinding(holds);
            push(i.rn, wide);
            guard.popResult(wide);
            code.labelBinding(end);
            take(i.rd, wide);
            return;
        }
        code.loadConstant((long) (int) (i.imm << 28)).lstore(Variables.FIRST);
        code.loadConstant(LazyFlags.PACKED).istore(Variables.KIND);
        code.goto_(end).labelBinding(holds);
        compare(i, wide, false);
        code.loadConstant(LazyFlags.COMPARE).istore(Variables.KIND).labelBinding(end);
    }

    private void fromInteger(FpSimdOpcode row, Instruction i, boolean wide) {
        boolean from64 = (i.flags & WIDE_GENERAL) != 0;
        boolean unsigned = row == FpSimdOpcode.UCVTF;
        v.push(i.rn);
        if (!from64) {
            if (unsigned) {
                code.loadConstant(WORD).land();
            } else {
                code.l2i().i2l();
            }
        }
        code.lstore(Variables.SCRATCH);
        fromInteger(wide, from64, unsigned);
        take(i.rd, wide);
    }

    /** The integer in {@link Variables#SCRATCH} to the result. */
    void fromInteger(boolean wide, boolean from64, boolean unsigned) {
        Label slow = code.newLabel();
        Label done = code.newLabel();
        boolean exact = wide && !from64;
        if (!exact) {
            guard.mode(slow);
            if (unsigned && from64) {
                code.lload(Variables.SCRATCH).lconst_0().lcmp().iflt(slow);
            }
        }
        code.lload(Variables.SCRATCH);
        arithmetic(wide, code::l2d, code::l2f);
        guard.popResult(wide);
        code.labelBinding(done);
        if (!exact) {
            guard.slowly(
                    wide,
                    slow,
                    done,
                    () -> code.lload(Variables.SCRATCH).loadConstant(unsigned ? 1 : 0),
                    wide ? "fromInteger" : "fromIntegerToSingle",
                    FpGuard.fromInteger(wide));
        }
    }

    private void toInteger(FpSimdOpcode row, Instruction i, boolean wide) {
        int width = (i.flags & WIDE_GENERAL) != 0 ? 64 : 32;
        boolean unsigned = switch (row) {
            case FCVTNU, FCVTPU, FCVTMU, FCVTZU -> true;
            default -> false;
        };
        int rounding = roundingOf(row);
        Label slow = code.newLabel();
        Label done = code.newLabel();
        push(i.rn, wide);
        if (!wide) {
            code.f2d();
        }
        if (rounding != Rounding.ZERO) {
            round(rounding);
        }
        code.dstore(Variables.RESULT);
        guard.mode(slow);
        // What is not below is out of range, or the smallest number there is, or no number.
        double bound = unsigned && width == 32 ? 0x1p32 : width == 32 ? 0x1p31 : 0x1p63;
        code.dload(Variables.RESULT);
        if (unsigned) {
            code.dup2().dconst_0().dcmpl().iflt(popAndGo(slow));
        } else {
            code.invokestatic(MATH, "abs", DOUBLE);
        }
        code.loadConstant(bound).dcmpg().ifge(slow);
        code.dload(Variables.RESULT).d2l();
        if (width == 32) {
            code.loadConstant(WORD).land();
        }
        code.lstore(Variables.SCRATCH).labelBinding(done).lload(Variables.SCRATCH);
        v.pop(i.rd);
        v.defer(() -> {
            code.labelBinding(slow);
            push(i.rn, wide);
            code.loadConstant(rounding).loadConstant(unsigned ? 1 : 0).loadConstant(width);
            guard.call("toInteger", FpGuard.toInteger(wide));
            code.lstore(Variables.SCRATCH).goto_(done);
        });
    }

    /** Where to jump to with a double on the stack that is not wanted. */
    private Label popAndGo(Label to) {
        Label label = code.newLabel();
        v.defer(() -> code.labelBinding(label).pop2().goto_(to));
        return label;
    }

    private void toGeneral(FpSimdOpcode row, Instruction i) {
        switch (row) {
            case FMOV_TO_GENERAL_32 -> {
                v.push(i.rn);
                v.popWord(i.rd);
            }
            case FMOV_TO_GENERAL_64 -> {
                v.push(i.rn);
                v.pop(i.rd);
            }
            default -> {
                v.push(i.rn + 1);
                v.pop(i.rd);
            }
        }
    }

    private void fromGeneral(FpSimdOpcode row, Instruction i) {
        v.push(i.rn);
        switch (row) {
            case FMOV_FROM_GENERAL_32 -> {
                v.popWord(i.rd);
                v.clearHigh(i.rd);
            }
            case FMOV_FROM_GENERAL_64 -> {
                v.pop(i.rd);
                v.clearHigh(i.rd);
            }
            default -> v.pop(i.rd + 1);
        }
    }

    private void precision(Instruction i) {
        boolean toDouble = i.flags >> 2 == 1;
        Label slow = code.newLabel();
        Label done = code.newLabel();
        push(i.rn, !toDouble);
        if (toDouble) {
            code.f2d();
        } else {
            code.d2f();
        }
        guard.popResult(toDouble);
        if (toDouble) {
            guard.result(true, slow);
        } else {
            guard.narrowed(slow, () -> push(i.rn, true), done);
        }
        code.labelBinding(done);
        guard.slowly(
                toDouble,
                slow,
                done,
                () -> push(i.rn, !toDouble),
                toDouble ? "widen" : "narrow",
                toDouble ? WIDEN : NARROW);
        take(i.rd, toDouble);
    }
}
