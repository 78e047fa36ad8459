package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_int;

import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.interpret.Flags;
import io.tombolo.soft.internal.interpret.LazyFlags;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Writes the data processing of 32-bit registers, whose results are zero-extended; the same cases as the interpreter has. */
final class NarrowIntegerWriter {
    private static final ClassDesc ARITHMETIC = ClassDesc.of(Arithmetic.class.getName());
    private static final ClassDesc FLAGS = ClassDesc.of(Flags.class.getName());
    private static final MethodTypeDesc INT = MethodTypeDesc.of(CD_int, CD_int);
    private static final MethodTypeDesc INTS = MethodTypeDesc.of(CD_int, CD_int, CD_int);
    private static final MethodTypeDesc CARRY32 = MethodTypeDesc.of(CD_int, CD_int, CD_int, CD_int);
    private static final long WORD = 0xffff_ffffL;
    private static final int INVERTED = 4;

    private final Variables v;
    private final CodeBuilder code;
    private final IntegerStepWriter steps;

    NarrowIntegerWriter(Variables variables, IntegerStepWriter steps) {
        this.v = variables;
        this.code = variables.code;
        this.steps = steps;
    }

    /** Writes an instruction where the flags are of a kind. */
    void write(Instruction i, int kind) {
        int op = i.op - 1;
        switch (op) {
            case Operation.MOVK -> {
                steps.insertImmediate(i);
                v.popWord(i.rd);
                return;
            }
            case Operation.SBFX, Operation.SBFIZ -> {
                steps.signedBitfield(i);
                v.popWord(i.rd);
                return;
            }
            case Operation.BFXIL, Operation.BFI -> {
                steps.insertBitfield(i);
                v.popWord(i.rd);
                return;
            }
            case Operation.CSEL, Operation.CSINC, Operation.CSINV, Operation.CSNEG -> {
                steps.conditionalSelect(i, kind);
                v.popWord(i.rd);
                return;
            }
            case Operation.ANDS_IMMEDIATE, Operation.ANDS, Operation.ANDS_SHIFTED -> {
                v.pushInt(i.rn);
                pushSecond32(i);
                code.iand().i2l().loadConstant(WORD).land();
                steps.logicalFlags(LazyFlags.LOGIC32);
                v.pop(i.rd);
                return;
            }
            case Operation.ADC, Operation.ADCS, Operation.SBC, Operation.SBCS -> {
                withCarry32(i, kind);
                return;
            }
            case Operation.CCMN_REGISTER,
                    Operation.CCMP_REGISTER,
                    Operation.CCMN_IMMEDIATE,
                    Operation.CCMP_IMMEDIATE -> {
                steps.conditionalCompare(i, kind);
                return;
            }
            case Operation.ADDS_IMMEDIATE, Operation.ADDS, Operation.ADDS_SHIFTED, Operation.ADDS_EXTENDED -> {
                arithmeticFlags32(i, LazyFlags.ADD32);
                code.iadd();
            }
            case Operation.SUBS_IMMEDIATE, Operation.SUBS, Operation.SUBS_SHIFTED, Operation.SUBS_EXTENDED -> {
                arithmeticFlags32(i, LazyFlags.SUB32);
                code.isub();
            }
            default -> plain32(i, op);
        }
        v.popInt(i.rd);
    }

    private void plain32(Instruction i, int op) {
        switch (op) {
            case Operation.MOVE -> v.pushInt(i.rm);
            case Operation.ADD_IMMEDIATE -> {
                v.pushInt(i.rn);
                code.loadConstant((int) i.imm).iadd();
            }
            case Operation.AND_IMMEDIATE -> {
                v.pushInt(i.rn);
                code.loadConstant((int) i.imm).iand();
            }
            case Operation.ORR_IMMEDIATE -> {
                v.pushInt(i.rn);
                code.loadConstant((int) i.imm).ior();
            }
            case Operation.EOR_IMMEDIATE -> {
                v.pushInt(i.rn);
                code.loadConstant((int) i.imm).ixor();
            }
            case Operation.ADD, Operation.ADD_SHIFTED, Operation.ADD_EXTENDED ->
                operands32(i).iadd();
            case Operation.SUB, Operation.SUB_SHIFTED, Operation.SUB_EXTENDED ->
                operands32(i).isub();
            case Operation.AND, Operation.AND_SHIFTED -> operands32(i).iand();
            case Operation.ORR, Operation.ORR_SHIFTED -> operands32(i).ior();
            case Operation.EOR, Operation.EOR_SHIFTED -> operands32(i).ixor();
            case Operation.EXTR -> {
                if (i.imm == 0) {
                    v.pushInt(i.rm);
                } else {
                    v.pushInt(i.rn);
                    code.loadConstant((int) (32 - i.imm)).ishl();
                    v.pushInt(i.rm);
                    code.loadConstant((int) i.imm).iushr().ior();
                }
            }
            case Operation.MADD, Operation.MSUB -> {
                v.pushInt(i.ra);
                v.pushInt(i.rn);
                v.pushInt(i.rm);
                code.imul();
                if (op == Operation.MADD) {
                    code.iadd();
                } else {
                    code.isub();
                }
            }
            case Operation.UDIV -> registers32(i).invokestatic(ARITHMETIC, "divideUnsigned", INTS);
            case Operation.SDIV -> registers32(i).invokestatic(ARITHMETIC, "divide", INTS);
            case Operation.LSLV -> registers32(i).ishl();
            case Operation.LSRV -> registers32(i).iushr();
            case Operation.ASRV -> registers32(i).ishr();
            case Operation.RORV -> registers32(i).invokestatic(CD_Integer, "rotateRight", INTS);
            case Operation.RBIT -> {
                v.pushInt(i.rn);
                code.invokestatic(CD_Integer, "reverse", INT);
            }
            case Operation.REV16 -> {
                v.pushInt(i.rn);
                code.loadConstant(0x00ff00ff).iand().bipush(8).ishl();
                v.pushInt(i.rn);
                code.bipush(8).iushr().loadConstant(0x00ff00ff).iand().ior();
            }
            case Operation.CLZ -> {
                v.pushInt(i.rn);
                code.invokestatic(CD_Integer, "numberOfLeadingZeros", INT);
            }
            case Operation.CLS -> {
                v.pushInt(i.rn);
                v.pushInt(i.rn);
                code.bipush(31).ishr().ixor().iconst_1().ishl().iconst_1().ior();
                code.invokestatic(CD_Integer, "numberOfLeadingZeros", INT);
            }
            default -> throw new AssertionError(i.op);
        }
    }

    private CodeBuilder registers32(Instruction i) {
        v.pushInt(i.rn);
        v.pushInt(i.rm);
        return code;
    }

    private CodeBuilder operands32(Instruction i) {
        v.pushInt(i.rn);
        pushSecond32(i);
        return code;
    }

    private void pushSecond32(Instruction i) {
        switch (i.op - 1) {
            case Operation.ADDS_IMMEDIATE, Operation.SUBS_IMMEDIATE, Operation.ANDS_IMMEDIATE ->
                code.loadConstant((int) i.imm);
            case Operation.ADD, Operation.SUB, Operation.ADDS, Operation.SUBS -> v.pushInt(i.rm);
            case Operation.AND, Operation.ORR, Operation.EOR, Operation.ANDS -> v.pushInt(i.rm);
            case Operation.ADD_EXTENDED, Operation.SUB_EXTENDED, Operation.ADDS_EXTENDED, Operation.SUBS_EXTENDED -> {
                steps.pushExtended(i);
                code.l2i();
            }
            default -> {
                v.pushInt(i.rm);
                code.loadConstant((int) i.imm);
                switch (i.flags & 3) {
                    case 0 -> code.ishl();
                    case 1 -> code.iushr();
                    case 2 -> code.ishr();
                    default -> code.invokestatic(CD_Integer, "rotateRight", INTS);
                }
                if ((i.flags & INVERTED) != 0) {
                    code.iconst_m1().ixor();
                }
            }
        }
    }

    private void arithmeticFlags32(Instruction i, int kind) {
        v.push(i.rn);
        code.lstore(Variables.FIRST);
        pushSecond32(i);
        code.i2l().lstore(Variables.SECOND).loadConstant(kind).istore(Variables.KIND);
        code.lload(Variables.FIRST).l2i().lload(Variables.SECOND).l2i();
    }

    private void withCarry32(Instruction i, int kind) {
        int op = i.op - 1;
        boolean inverted = op == Operation.SBC || op == Operation.SBCS;
        v.pushInt(i.rm);
        if (inverted) {
            code.iconst_m1().ixor();
        }
        code.istore(Variables.SCRATCH);
        v.pushInt(i.rn);
        code.iload(Variables.SCRATCH).iadd();
        steps.pushCarry(kind);
        code.iadd().istore(Variables.SCRATCH2);
        if (op == Operation.ADCS || op == Operation.SBCS) {
            v.pushInt(i.rn);
            code.iload(Variables.SCRATCH).iload(Variables.SCRATCH2).invokestatic(FLAGS, "ofAddCarry32", CARRY32);
            steps.setPacked();
        }
        code.iload(Variables.SCRATCH2);
        v.popInt(i.rd);
    }
}
