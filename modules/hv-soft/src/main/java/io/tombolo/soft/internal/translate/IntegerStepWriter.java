package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.interpret.LazyFlags;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/** Writes the steps that the data processing of both widths is made of: bit fields, conditions, flags. */
final class IntegerStepWriter {
    private static final long WORD = 0xffff_ffffL;

    private final Variables v;
    private final CodeBuilder code;
    private final ConditionWriter conditions;

    IntegerStepWriter(Variables variables, ConditionWriter conditions) {
        this.v = variables;
        this.code = variables.code;
        this.conditions = conditions;
    }

    /** Pushes what SBFM makes. */
    void signedBitfield(Instruction i) {
        v.push(i.rn);
        code.loadConstant(i.ra).lshl().loadConstant(i.flags).lshr();
        if ((i.op & ~1) == Operation.SBFIZ) {
            code.loadConstant((int) i.imm).lshl();
        }
    }

    /** Pushes what MOVK makes. */
    void insertImmediate(Instruction i) {
        v.push(i.rn);
        code.loadConstant(~(0xffffL << i.flags)).land().loadConstant(i.imm).lor();
    }

    /** Pushes what BFM makes. */
    void insertBitfield(Instruction i) {
        v.push(i.ra);
        code.loadConstant(~i.imm).land();
        v.push(i.rn);
        code.loadConstant(i.flags);
        if ((i.op & ~1) == Operation.BFI) {
            code.lshl();
        } else {
            code.lushr();
        }
        code.loadConstant(i.imm).land().lor();
    }

    /** Pushes the second operand, extended and shifted. */
    void pushExtended(Instruction i) {
        v.push(i.rm);
        switch (i.flags) {
            case 0 -> code.loadConstant(0xffL).land();
            case 1 -> code.loadConstant(0xffffL).land();
            case 2 -> code.loadConstant(WORD).land();
            case 4 -> code.l2i().i2b().i2l();
            case 5 -> code.l2i().i2s().i2l();
            case 6 -> code.l2i().i2l();
            default -> {}
        }
        code.loadConstant((int) i.imm).lshl();
    }

    /** Takes the flags from the result on the stack, which stays there. */
    void logicalFlags(int kind) {
        code.dup2().lstore(Variables.FIRST).loadConstant(kind).istore(Variables.KIND);
    }

    /** Pushes the carry as an int. */
    void pushCarry(int kind) {
        conditions.pushNzcv(kind);
        code.bipush(29).iushr().iconst_1().iand();
    }

    /** Pops NZCV to the flags. */
    void setPacked() {
        code.i2l().lstore(Variables.FIRST).loadConstant(LazyFlags.PACKED).istore(Variables.KIND);
    }

    /** Pushes what one of the conditional selections makes. */
    void conditionalSelect(Instruction i, int kind) {
        Label holds = code.newLabel();
        Label end = code.newLabel();
        conditions.jumpIf(i.word >>> 12 & 15, kind, holds);
        v.push(i.rm);
        switch (i.op & ~1) {
            case Operation.CSINC -> code.lconst_1().ladd();
            case Operation.CSINV -> code.loadConstant(-1L).lxor();
            case Operation.CSNEG -> code.lneg();
            default -> {}
        }
        code.goto_(end).labelBinding(holds);
        v.push(i.rn);
        code.labelBinding(end);
    }

    /** Writes CCMN or CCMP. */
    void conditionalCompare(Instruction i, int kind) {
        Label holds = code.newLabel();
        Label end = code.newLabel();
        conditions.jumpIf(i.word >>> 12 & 15, kind, holds);
        code.loadConstant((long) i.ra).lstore(Variables.FIRST);
        code.loadConstant(LazyFlags.PACKED).istore(Variables.KIND);
        code.goto_(end).labelBinding(holds);
        int op = i.op & ~1;
        v.push(i.rn);
        code.lstore(Variables.FIRST);
        if (op >= Operation.CCMN_IMMEDIATE) {
            code.loadConstant(i.imm);
        } else {
            v.push(i.rm);
        }
        code.lstore(Variables.SECOND);
        boolean negative = op == Operation.CCMN_REGISTER || op == Operation.CCMN_IMMEDIATE;
        int made = (negative ? LazyFlags.ADD64 : LazyFlags.SUB64) + (i.op & 1);
        code.loadConstant(made).istore(Variables.KIND).labelBinding(end);
    }
}
