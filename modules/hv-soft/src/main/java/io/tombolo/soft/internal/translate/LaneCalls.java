package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import io.tombolo.soft.internal.simd.Lanes;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Writes calls of {@link Lanes} with a size that is a constant, so that they are folded to a few operations where they are inlined. */
final class LaneCalls {
    private static final ClassDesc LANES = ClassDesc.of(Lanes.class.getName());
    private static final MethodTypeDesc ONE_BARE = MethodTypeDesc.of(CD_long, CD_long);
    private static final MethodTypeDesc ONE = MethodTypeDesc.of(CD_long, CD_long, CD_int);
    private static final MethodTypeDesc ONE_FLAG = MethodTypeDesc.of(CD_long, CD_long, CD_int, CD_boolean);
    private static final MethodTypeDesc ONE_INT = MethodTypeDesc.of(CD_long, CD_long, CD_int, CD_int);
    private static final MethodTypeDesc ONE_INT_FLAG = MethodTypeDesc.of(CD_long, CD_long, CD_int, CD_int, CD_boolean);
    private static final MethodTypeDesc TWO = MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_int);
    private static final MethodTypeDesc TWO_INT = MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_int, CD_int);
    private static final MethodTypeDesc TWO_FLAG = MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_int, CD_boolean);
    private static final MethodTypeDesc TWO_FLAGS =
            MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_int, CD_boolean, CD_boolean);
    private static final MethodTypeDesc THREE = MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_long);

    private final CodeBuilder code;

    LaneCalls(CodeBuilder code) {
        this.code = code;
    }

    private void flag(boolean value) {
        code.loadConstant(value ? 1 : 0);
    }

    /** A function of one long. */
    void bare(String name) {
        code.invokestatic(LANES, name, ONE_BARE);
    }

    /** A function of one long and the size. */
    void one(String name, int size) {
        code.loadConstant(size).invokestatic(LANES, name, ONE);
    }

    /** A function of one long, the size and a flag. */
    void one(String name, int size, boolean flag) {
        code.loadConstant(size);
        flag(flag);
        code.invokestatic(LANES, name, ONE_FLAG);
    }

    /** A function of one long, the size and a number. */
    void one(String name, int size, int number) {
        code.loadConstant(size).loadConstant(number).invokestatic(LANES, name, ONE_INT);
    }

    /** A function of one long, the size, a number and a flag. */
    void one(String name, int size, int number, boolean flag) {
        code.loadConstant(size).loadConstant(number);
        flag(flag);
        code.invokestatic(LANES, name, ONE_INT_FLAG);
    }

    /** A function of two longs and the size. */
    void two(String name, int size) {
        code.loadConstant(size).invokestatic(LANES, name, TWO);
    }

    /** A function of two longs, the size and a number. */
    void two(String name, int size, int number) {
        code.loadConstant(size).loadConstant(number).invokestatic(LANES, name, TWO_INT);
    }

    /** A function of two longs, the size and a flag. */
    void two(String name, int size, boolean flag) {
        code.loadConstant(size);
        flag(flag);
        code.invokestatic(LANES, name, TWO_FLAG);
    }

    /** A function of two longs, the size and two flags. */
    void two(String name, int size, boolean first, boolean second) {
        code.loadConstant(size);
        flag(first);
        flag(second);
        code.invokestatic(LANES, name, TWO_FLAGS);
    }

    /** A function of three longs. */
    void three(String name) {
        code.invokestatic(LANES, name, THREE);
    }
}
