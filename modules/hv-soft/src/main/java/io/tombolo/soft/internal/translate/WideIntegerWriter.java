package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.interpret.Flags;
import io.tombolo.soft.internal.interpret.LazyFlags;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Writes the data processing of 64-bit registers; the same cases as the interpreter has. */
final class WideIntegerWriter {
    private static final ClassDesc ARITHMETIC = ClassDesc.of(Arithmetic.class.getName());
    private static final ClassDesc FLAGS = ClassDesc.of(Flags.class.getName());
    private static final MethodTypeDesc LONG = MethodTypeDesc.of(CD_long, CD_long);
    private static final MethodTypeDesc LONGS = MethodTypeDesc.of(CD_long, CD_long, CD_long);
    private static final MethodTypeDesc LONG_INT = MethodTypeDesc.of(CD_long, CD_long, CD_int);
    private static final MethodTypeDesc LONG_TO_INT = MethodTypeDesc.of(CD_int, CD_long);
    private static final MethodTypeDesc CARRY64 = MethodTypeDesc.of(CD_int, CD_long, CD_long, CD_long);
    private static final int INVERTED = 4;

    private final Variables v;
    private final CodeBuilder code;
    private final IntegerStepWriter steps;

    WideIntegerWriter(Variables variables, IntegerStepWriter steps) {
        this.v = variables;
        this.code = variables.code;
        this.steps = steps;
    }

    /** Writes an instruction where the flags are of a kind. */
    void write(Instruction i, int kind) {
        switch (i.op) {
            case Operation.MOVK -> steps.insertImmediate(i);
            case Operation.MOVE -> v.push(i.rm);
            case Operation.ADD_IMMEDIATE -> {
                v.push(i.rn);
                code.loadConstant(i.imm).ladd();
            }
            case Operation.AND_IMMEDIATE -> {
                v.push(i.rn);
                code.loadConstant(i.imm).land();
            }
            case Operation.ORR_IMMEDIATE -> {
                v.push(i.rn);
                code.loadConstant(i.imm).lor();
            }
            case Operation.EOR_IMMEDIATE -> {
                v.push(i.rn);
                code.loadConstant(i.imm).lxor();
            }
            case Operation.ANDS_IMMEDIATE, Operation.ANDS, Operation.ANDS_SHIFTED -> {
                v.push(i.rn);
                pushSecond64(i);
                code.land();
                steps.logicalFlags(LazyFlags.LOGIC64);
            }
            case Operation.ADDS_IMMEDIATE, Operation.ADDS, Operation.ADDS_SHIFTED, Operation.ADDS_EXTENDED -> {
                arithmeticFlags64(i, LazyFlags.ADD64);
                code.ladd();
            }
            case Operation.SUBS_IMMEDIATE, Operation.SUBS, Operation.SUBS_SHIFTED, Operation.SUBS_EXTENDED -> {
                arithmeticFlags64(i, LazyFlags.SUB64);
                code.lsub();
            }
            case Operation.ADD, Operation.ADD_SHIFTED, Operation.ADD_EXTENDED -> {
                v.push(i.rn);
                pushSecond64(i);
                code.ladd();
            }
            case Operation.SUB, Operation.SUB_SHIFTED, Operation.SUB_EXTENDED -> {
                v.push(i.rn);
                pushSecond64(i);
                code.lsub();
            }
            case Operation.AND, Operation.AND_SHIFTED -> {
                v.push(i.rn);
                pushSecond64(i);
                code.land();
            }
            case Operation.ORR, Operation.ORR_SHIFTED -> {
                v.push(i.rn);
                pushSecond64(i);
                code.lor();
            }
            case Operation.EOR, Operation.EOR_SHIFTED -> {
                v.push(i.rn);
                pushSecond64(i);
                code.lxor();
            }
            case Operation.SBFX, Operation.SBFIZ -> steps.signedBitfield(i);
            case Operation.BFXIL, Operation.BFI -> steps.insertBitfield(i);
            case Operation.EXTR -> {
                if (i.imm == 0) {
                    v.push(i.rm);
                } else {
                    v.push(i.rn);
                    code.loadConstant((int) (64 - i.imm)).lshl();
                    v.push(i.rm);
                    code.loadConstant((int) i.imm).lushr().lor();
                }
            }
            case Operation.ADC, Operation.ADCS, Operation.SBC, Operation.SBCS -> {
                withCarry64(i, kind);
                return;
            }
            case Operation.CCMN_REGISTER,
                    Operation.CCMP_REGISTER,
                    Operation.CCMN_IMMEDIATE,
                    Operation.CCMP_IMMEDIATE -> {
                steps.conditionalCompare(i, kind);
                return;
            }
            case Operation.CSEL, Operation.CSINC, Operation.CSINV, Operation.CSNEG -> steps.conditionalSelect(i, kind);
            case Operation.MADD -> {
                v.push(i.ra);
                v.push(i.rn);
                v.push(i.rm);
                code.lmul().ladd();
            }
            case Operation.MSUB -> {
                v.push(i.ra);
                v.push(i.rn);
                v.push(i.rm);
                code.lmul().lsub();
            }
            case Operation.UDIV -> call(i, ARITHMETIC, "divideUnsigned", LONGS);
            case Operation.SDIV -> call(i, ARITHMETIC, "divide", LONGS);
            case Operation.LSLV -> {
                v.push(i.rn);
                v.pushInt(i.rm);
                code.lshl();
            }
            case Operation.LSRV -> {
                v.push(i.rn);
                v.pushInt(i.rm);
                code.lushr();
            }
            case Operation.ASRV -> {
                v.push(i.rn);
                v.pushInt(i.rm);
                code.lshr();
            }
            case Operation.RORV -> {
                v.push(i.rn);
                v.pushInt(i.rm);
                code.invokestatic(CD_Long, "rotateRight", LONG_INT);
            }
            case Operation.RBIT -> {
                v.push(i.rn);
                code.invokestatic(CD_Long, "reverse", LONG);
            }
            case Operation.REV16 -> {
                v.push(i.rn);
                code.loadConstant(0x00ff00ff00ff00ffL).land().bipush(8).lshl();
                v.push(i.rn);
                code.bipush(8).lushr().loadConstant(0x00ff00ff00ff00ffL).land().lor();
            }
            case Operation.CLZ -> {
                v.push(i.rn);
                code.invokestatic(CD_Long, "numberOfLeadingZeros", LONG_TO_INT).i2l();
            }
            case Operation.CLS -> {
                v.push(i.rn);
                v.push(i.rn);
                code.bipush(63).lshr().lxor().iconst_1().lshl().lconst_1().lor();
                code.invokestatic(CD_Long, "numberOfLeadingZeros", LONG_TO_INT).i2l();
            }
            default -> throw new AssertionError(i.op);
        }
        v.pop(i.rd);
    }

    /** The second operand: an immediate, a register, a shifted or an extended register. */
    private void pushSecond64(Instruction i) {
        switch (i.op) {
            case Operation.ADDS_IMMEDIATE, Operation.SUBS_IMMEDIATE, Operation.ANDS_IMMEDIATE ->
                code.loadConstant(i.imm);
            case Operation.ADD, Operation.SUB, Operation.ADDS, Operation.SUBS -> v.push(i.rm);
            case Operation.AND, Operation.ORR, Operation.EOR, Operation.ANDS -> v.push(i.rm);
            case Operation.ADD_EXTENDED, Operation.SUB_EXTENDED, Operation.ADDS_EXTENDED, Operation.SUBS_EXTENDED ->
                steps.pushExtended(i);
            default -> {
                v.push(i.rm);
                code.loadConstant((int) i.imm);
                switch (i.flags & 3) {
                    case 0 -> code.lshl();
                    case 1 -> code.lushr();
                    case 2 -> code.lshr();
                    default -> code.invokestatic(CD_Long, "rotateRight", LONG_INT);
                }
                if ((i.flags & INVERTED) != 0) {
                    code.loadConstant(-1L).lxor();
                }
            }
        }
    }

    private void arithmeticFlags64(Instruction i, int kind) {
        v.push(i.rn);
        code.lstore(Variables.FIRST);
        pushSecond64(i);
        code.lstore(Variables.SECOND).loadConstant(kind).istore(Variables.KIND);
        code.lload(Variables.FIRST).lload(Variables.SECOND);
    }

    private void withCarry64(Instruction i, int kind) {
        boolean inverted = i.op == Operation.SBC || i.op == Operation.SBCS;
        v.push(i.rm);
        if (inverted) {
            code.loadConstant(-1L).lxor();
        }
        code.lstore(Variables.SCRATCH);
        v.push(i.rn);
        code.lload(Variables.SCRATCH).ladd();
        steps.pushCarry(kind);
        code.i2l().ladd().lstore(Variables.SCRATCH2);
        if (i.op == Operation.ADCS || i.op == Operation.SBCS) {
            v.push(i.rn);
            code.lload(Variables.SCRATCH).lload(Variables.SCRATCH2).invokestatic(FLAGS, "ofAddCarry64", CARRY64);
            steps.setPacked();
        }
        code.lload(Variables.SCRATCH2);
        v.pop(i.rd);
    }

    private void call(Instruction i, ClassDesc owner, String name, MethodTypeDesc type) {
        v.push(i.rn);
        v.push(i.rm);
        code.invokestatic(owner, name, type);
    }
}
