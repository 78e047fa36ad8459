package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.fp.FpStatus;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;

/**
 * Writes the second look at floating-point results. While rounding is to nearest, denormals and NaNs are left alone and the inexact bit is
 * set already, the host's own arithmetic is right if the result is finite and, where it may underflow, not tiny: one comparison with
 * {@link FpStatus#limit}, which is infinity just then, and one with the smallest normal number. Everything else goes to {@link FpSupport},
 * whose results and flags are exact; as soon as something was inexact, nothing needs it any more.
 */
final class FpGuard {
    private static final ClassDesc SUPPORT = ClassDesc.of(FpSupport.class.getName());
    private static final ClassDesc STATE = ClassDesc.of(CpuState.class.getName());
    private static final ClassDesc STATUS = ClassDesc.of(FpStatus.class.getName());
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final MethodTypeDesc DOUBLE = MethodTypeDesc.of(CD_double, CD_double);
    private static final MethodTypeDesc FLOAT = MethodTypeDesc.of(CD_float, CD_float);
    private static final MethodTypeDesc LIMIT = MethodTypeDesc.of(CD_double);

    private final Variables v;
    private final CodeBuilder code;

    FpGuard(Variables variables) {
        this.v = variables;
        this.code = variables.code;
    }

    /** Pops the magnitude's value from the stack, and jumps unless it is below the limit. */
    void finite(boolean wide, Label slow) {
        v.useLimit();
        magnitude(wide);
        if (!wide) {
            code.f2d();
        }
        code.dload(Variables.LIMIT).dcmpg().ifge(slow);
    }

    /** Jumps unless the result, which cannot have been rounded because it was tiny, is below the limit. */
    void result(boolean wide, Label slow) {
        pushResult(wide);
        finite(wide, slow);
    }

    /**
     * Jumps unless the result is below the limit and above the smallest normal number, or zero because an operand is.
     *
     * @param first pushes the first operand
     * @param second pushes the second one, null if its being zero does not make the result zero
     */
    void result(boolean wide, Label slow, Runnable first, @Nullable Runnable second, Label done) {
        result(wide, slow);
        Label tiny = code.newLabel();
        pushResult(wide);
        magnitude(wide);
        if (wide) {
            code.loadConstant(Double.MIN_NORMAL).dcmpl().ifle(tiny);
        } else {
            code.loadConstant(Float.MIN_NORMAL).fcmpl().ifle(tiny);
        }
        v.defer(() -> {
            code.labelBinding(tiny);
            pushResult(wide);
            compareWithZero(wide);
            code.ifne(slow);
            first.run();
            compareWithZero(wide);
            code.ifeq(done);
            if (second != null) {
                second.run();
                compareWithZero(wide);
                code.ifeq(done);
            }
            code.goto_(slow);
        });
    }

    /** Like {@link #result}, of the double that is pushed rounded to single precision. */
    void narrowed(Label slow, Runnable operand, Label done) {
        result(false, slow);
        Label tiny = code.newLabel();
        pushResult(false);
        magnitude(false);
        code.loadConstant(Float.MIN_NORMAL).fcmpl().ifle(tiny);
        v.defer(() -> {
            code.labelBinding(tiny);
            operand.run();
            compareWithZero(true);
            code.ifeq(done).goto_(slow);
        });
    }

    private void compareWithZero(boolean wide) {
        if (wide) {
            code.dconst_0().dcmpl();
        } else {
            code.fconst_0().fcmpl();
        }
    }

    /** Jumps unless the host's rounding and flags are the guest's. */
    void mode(Label slow) {
        v.useLimit();
        code.dload(Variables.LIMIT).dconst_0().dcmpl().ifle(slow);
    }

    private void magnitude(boolean wide) {
        code.invokestatic(MATH, "abs", wide ? DOUBLE : FLOAT);
    }

    /** Pushes the result. */
    void pushResult(boolean wide) {
        if (wide) {
            code.dload(Variables.RESULT);
        } else {
            code.fload(Variables.SINGLE_RESULT);
        }
    }

    /** Pops the result. */
    void popResult(boolean wide) {
        if (wide) {
            code.dstore(Variables.RESULT);
        } else {
            code.fstore(Variables.SINGLE_RESULT);
        }
    }

    /** Has the slow way written: pushes operands, calls the support, takes the result, and goes back. */
    void slowly(boolean wide, Label slow, Label done, Runnable operands, String name, MethodTypeDesc type) {
        v.defer(() -> {
            code.labelBinding(slow);
            operands.run();
            call(name, type);
            popResult(wide);
            code.goto_(done);
        });
    }

    /** Calls the support, the processor being the last argument, and looks at the mode anew. */
    void call(String name, MethodTypeDesc type) {
        code.aload(Variables.STATE).invokestatic(SUPPORT, name, type);
        v.useLimit();
        code.aload(Variables.STATE).getfield(STATE, "fp", STATUS);
        code.invokevirtual(STATUS, "limit", LIMIT).dstore(Variables.LIMIT);
    }

    /** The type of a support method of a number of floating-point operands, of an int among the last if there is one, and of the processor. */
    static MethodTypeDesc type(boolean wide, int operands) {
        ClassDesc value = wide ? CD_double : CD_float;
        return switch (operands) {
            case 1 -> MethodTypeDesc.of(value, value, STATE);
            case 2 -> MethodTypeDesc.of(value, value, value, STATE);
            default -> MethodTypeDesc.of(value, value, value, value, STATE);
        };
    }

    /** The type of a conversion to an integer. */
    static MethodTypeDesc toInteger(boolean wide) {
        return MethodTypeDesc.of(CD_long, wide ? CD_double : CD_float, CD_int, CD_int, CD_int, STATE);
    }

    /** The type of a conversion from an integer. */
    static MethodTypeDesc fromInteger(boolean wide) {
        return MethodTypeDesc.of(wide ? CD_double : CD_float, CD_long, CD_int, STATE);
    }
}
