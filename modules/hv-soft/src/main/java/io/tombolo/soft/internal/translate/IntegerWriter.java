package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.memory.CodePage;
import io.tombolo.soft.internal.memory.PageMap;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Writes the data processing of general registers: sends each instruction to the writer of its width, if it has both. */
final class IntegerWriter {
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final MethodTypeDesc LONG = MethodTypeDesc.of(CD_long, CD_long);
    private static final MethodTypeDesc LONGS = MethodTypeDesc.of(CD_long, CD_long, CD_long);
    private static final MethodTypeDesc LONG_INT = MethodTypeDesc.of(CD_long, CD_long, CD_int);
    private static final MethodTypeDesc INT = MethodTypeDesc.of(CD_int, CD_int);
    private static final long WORD = 0xffff_ffffL;

    private final Variables v;
    private final CodeBuilder code;
    private final WideIntegerWriter wide;
    private final NarrowIntegerWriter narrow;

    IntegerWriter(Variables variables, ConditionWriter conditions) {
        this.v = variables;
        this.code = variables.code;
        IntegerStepWriter steps = new IntegerStepWriter(variables, conditions);
        this.wide = new WideIntegerWriter(variables, steps);
        this.narrow = new NarrowIntegerWriter(variables, steps);
    }

    /** Whether there is code for an operation. */
    static boolean handles(int op) {
        return op >= Operation.CONSTANT && op < Operation.CRC32;
    }

    /** Writes an instruction at an index of the page, where the flags are of a kind. */
    void write(Instruction i, int index, int kind) {
        if (i.op < Operation.MOVK || i.op >= Operation.SMADDL) {
            oneWidth(i, index);
        } else if ((i.op & 1) == 0) {
            wide.write(i, kind);
        } else {
            narrow.write(i, kind);
        }
    }

    private void oneWidth(Instruction i, int index) {
        switch (i.op) {
            case Operation.CONSTANT -> code.loadConstant(i.imm);
            case Operation.ADR ->
                code.lload(Variables.BASE)
                        .loadConstant(((long) index << 2) + i.imm)
                        .ladd();
            case Operation.ADRP ->
                code.lload(Variables.BASE)
                        .loadConstant(
                                ((long) Math.floorDiv(index, CodePage.INSTRUCTIONS) << PageMap.PAGE_SHIFT) + i.imm)
                        .ladd();
            case Operation.UBFX -> {
                v.push(i.rn);
                code.loadConstant(i.flags).lushr().loadConstant(i.imm).land();
            }
            case Operation.UBFIZ -> {
                v.push(i.rn);
                code.loadConstant(i.imm).land().loadConstant(i.flags).lshl();
            }
            case Operation.SMADDL, Operation.SMSUBL, Operation.UMADDL, Operation.UMSUBL -> longMultiply(i);
            case Operation.SMULH -> call(i, MATH, "multiplyHigh", LONGS);
            case Operation.UMULH -> call(i, MATH, "unsignedMultiplyHigh", LONGS);
            case Operation.REV_WORD -> {
                v.pushInt(i.rn);
                code.invokestatic(CD_Integer, "reverseBytes", INT)
                        .i2l()
                        .loadConstant(WORD)
                        .land();
            }
            case Operation.REV32 -> {
                v.push(i.rn);
                code.invokestatic(CD_Long, "reverseBytes", LONG)
                        .bipush(32)
                        .invokestatic(CD_Long, "rotateRight", LONG_INT);
            }
            case Operation.REV -> {
                v.push(i.rn);
                code.invokestatic(CD_Long, "reverseBytes", LONG);
            }
            default -> throw new AssertionError(i.op);
        }
        v.pop(i.rd);
    }

    private void longMultiply(Instruction i) {
        boolean signed = i.op == Operation.SMADDL || i.op == Operation.SMSUBL;
        v.push(i.ra);
        pushWord(i.rn, signed);
        pushWord(i.rm, signed);
        code.lmul();
        if (i.op == Operation.SMADDL || i.op == Operation.UMADDL) {
            code.ladd();
        } else {
            code.lsub();
        }
    }

    private void pushWord(int slot, boolean signed) {
        v.push(slot);
        if (signed) {
            code.l2i().i2l();
        } else {
            code.loadConstant(WORD).land();
        }
    }

    private void call(Instruction i, ClassDesc owner, String name, MethodTypeDesc type) {
        v.push(i.rn);
        v.push(i.rm);
        code.invokestatic(owner, name, type);
    }
}
