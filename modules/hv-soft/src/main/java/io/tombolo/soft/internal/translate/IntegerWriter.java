package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.interpret.Flags;
import io.tombolo.soft.internal.interpret.LazyFlags;
import io.tombolo.soft.internal.memory.CodePage;
import io.tombolo.soft.internal.memory.PageMap;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Writes the data processing of general registers; the same cases as the interpreter has. */
final class IntegerWriter {
    private static final ClassDesc ARITHMETIC = ClassDesc.of(Arithmetic.class.getName());
    private static final ClassDesc FLAGS = ClassDesc.of(Flags.class.getName());
    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final MethodTypeDesc LONG = MethodTypeDesc.of(CD_long, CD_long);
    private static final MethodTypeDesc LONGS = MethodTypeDesc.of(CD_long, CD_long, CD_long);
    private static final MethodTypeDesc LONG_INT = MethodTypeDesc.of(CD_long, CD_long, CD_int);
    private static final MethodTypeDesc LONG_TO_INT = MethodTypeDesc.of(CD_int, CD_long);
    private static final MethodTypeDesc INT = MethodTypeDesc.of(CD_int, CD_int);
    private static final MethodTypeDesc INTS = MethodTypeDesc.of(CD_int, CD_int, CD_int);
    private static final MethodTypeDesc CARRY64 = MethodTypeDesc.of(CD_int, CD_long, CD_long, CD_long);
    private static final MethodTypeDesc CARRY32 = MethodTypeDesc.of(CD_int, CD_int, CD_int, CD_int);
    private static final long WORD = 0xffff_ffffL;
    private static final int INVERTED = 4;

    private final Variables v;
    private final CodeBuilder code;
    private final ConditionWriter conditions;

    IntegerWriter(Variables variables, ConditionWriter conditions) {
        this.v = variables;
        this.code = variables.code;
        this.conditions = conditions;
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
            write64(i, kind);
        } else {
            write32(i, kind);
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

    private void write64(Instruction i, int kind) {
        switch (i.op) {
            case Operation.MOVK -> {
                v.push(i.rn);
                code.loadConstant(~(0xffffL << i.flags))
                        .land()
                        .loadConstant(i.imm)
                        .lor();
            }
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
                logicalFlags(LazyFlags.LOGIC64);
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
            case Operation.SBFX, Operation.SBFIZ -> signedBitfield(i);
            case Operation.BFXIL, Operation.BFI -> insertBitfield(i);
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
                conditionalCompare(i, kind);
                return;
            }
            case Operation.CSEL, Operation.CSINC, Operation.CSINV, Operation.CSNEG -> conditionalSelect(i, kind);
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

    private void write32(Instruction i, int kind) {
        int op = i.op - 1;
        switch (op) {
            case Operation.MOVK -> {
                v.push(i.rn);
                code.loadConstant(~(0xffffL << i.flags))
                        .land()
                        .loadConstant(i.imm)
                        .lor();
                v.popWord(i.rd);
                return;
            }
            case Operation.SBFX, Operation.SBFIZ -> {
                signedBitfield(i);
                v.popWord(i.rd);
                return;
            }
            case Operation.BFXIL, Operation.BFI -> {
                insertBitfield(i);
                v.popWord(i.rd);
                return;
            }
            case Operation.CSEL, Operation.CSINC, Operation.CSINV, Operation.CSNEG -> {
                conditionalSelect(i, kind);
                v.popWord(i.rd);
                return;
            }
            case Operation.ANDS_IMMEDIATE, Operation.ANDS, Operation.ANDS_SHIFTED -> {
                v.pushInt(i.rn);
                pushSecond32(i);
                code.iand().i2l().loadConstant(WORD).land();
                logicalFlags(LazyFlags.LOGIC32);
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
                conditionalCompare(i, kind);
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

    private void signedBitfield(Instruction i) {
        v.push(i.rn);
        code.loadConstant(i.ra).lshl().loadConstant(i.flags).lshr();
        if ((i.op & ~1) == Operation.SBFIZ) {
            code.loadConstant((int) i.imm).lshl();
        }
    }

    private void insertBitfield(Instruction i) {
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

    /** The second operand: an immediate, a register, a shifted or an extended register. */
    private void pushSecond64(Instruction i) {
        switch (i.op) {
            case Operation.ADDS_IMMEDIATE, Operation.SUBS_IMMEDIATE, Operation.ANDS_IMMEDIATE ->
                code.loadConstant(i.imm);
            case Operation.ADD, Operation.SUB, Operation.ADDS, Operation.SUBS -> v.push(i.rm);
            case Operation.AND, Operation.ORR, Operation.EOR, Operation.ANDS -> v.push(i.rm);
            case Operation.ADD_EXTENDED, Operation.SUB_EXTENDED, Operation.ADDS_EXTENDED, Operation.SUBS_EXTENDED ->
                pushExtended(i);
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

    private void pushSecond32(Instruction i) {
        switch (i.op - 1) {
            case Operation.ADDS_IMMEDIATE, Operation.SUBS_IMMEDIATE, Operation.ANDS_IMMEDIATE ->
                code.loadConstant((int) i.imm);
            case Operation.ADD, Operation.SUB, Operation.ADDS, Operation.SUBS -> v.pushInt(i.rm);
            case Operation.AND, Operation.ORR, Operation.EOR, Operation.ANDS -> v.pushInt(i.rm);
            case Operation.ADD_EXTENDED, Operation.SUB_EXTENDED, Operation.ADDS_EXTENDED, Operation.SUBS_EXTENDED -> {
                pushExtended(i);
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

    private void pushExtended(Instruction i) {
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

    private void logicalFlags(int kind) {
        code.dup2().lstore(Variables.FIRST).loadConstant(kind).istore(Variables.KIND);
    }

    private void arithmeticFlags64(Instruction i, int kind) {
        v.push(i.rn);
        code.lstore(Variables.FIRST);
        pushSecond64(i);
        code.lstore(Variables.SECOND).loadConstant(kind).istore(Variables.KIND);
        code.lload(Variables.FIRST).lload(Variables.SECOND);
    }

    private void arithmeticFlags32(Instruction i, int kind) {
        v.push(i.rn);
        code.lstore(Variables.FIRST);
        pushSecond32(i);
        code.i2l().lstore(Variables.SECOND).loadConstant(kind).istore(Variables.KIND);
        code.lload(Variables.FIRST).l2i().lload(Variables.SECOND).l2i();
    }

    private void pushCarry(int kind) {
        conditions.pushNzcv(kind);
        code.bipush(29).iushr().iconst_1().iand();
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
        pushCarry(kind);
        code.i2l().ladd().lstore(Variables.SCRATCH2);
        if (i.op == Operation.ADCS || i.op == Operation.SBCS) {
            v.push(i.rn);
            code.lload(Variables.SCRATCH).lload(Variables.SCRATCH2).invokestatic(FLAGS, "ofAddCarry64", CARRY64);
            setPacked();
        }
        code.lload(Variables.SCRATCH2);
        v.pop(i.rd);
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
        pushCarry(kind);
        code.iadd().istore(Variables.SCRATCH2);
        if (op == Operation.ADCS || op == Operation.SBCS) {
            v.pushInt(i.rn);
            code.iload(Variables.SCRATCH).iload(Variables.SCRATCH2).invokestatic(FLAGS, "ofAddCarry32", CARRY32);
            setPacked();
        }
        code.iload(Variables.SCRATCH2);
        v.popInt(i.rd);
    }

    /** Pops NZCV to the flags. */
    private void setPacked() {
        code.i2l().lstore(Variables.FIRST).loadConstant(LazyFlags.PACKED).istore(Variables.KIND);
    }

    private void conditionalSelect(Instruction i, int kind) {
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

    private void conditionalCompare(Instruction i, int kind) {
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
