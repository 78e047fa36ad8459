package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import io.tombolo.soft.internal.decode.FpSimdDecoder;
import io.tombolo.soft.internal.decode.FpSimdForm;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.memory.HostAccess;
import io.tombolo.soft.internal.memory.PageMap;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Writes loads and stores. The whole access is checked before anything changes; if the check fails, control goes to a given label, where the
 * interpreter executes the instruction.
 */
final class AccessWriter {
    private static final ClassDesc GUEST = ClassDesc.of(GuestAccess.class.getName());
    private static final ClassDesc HOST = ClassDesc.of(HostAccess.class.getName());
    private static final MethodTypeDesc CHECK = MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_long, CD_int);
    private static final MethodTypeDesc LOAD = MethodTypeDesc.of(CD_long, CD_long);
    private static final MethodTypeDesc STORE = MethodTypeDesc.of(CD_void, CD_long, CD_long);
    private static final long WORD = 0xffff_ffffL;
    private static final int SCALE = 0xff;

    private final Variables v;
    private final CodeBuilder code;

    AccessWriter(Variables variables) {
        this.v = variables;
        this.code = variables.code;
    }

    /** Whether there is code for an instruction that is no FP or SIMD instruction. */
    static boolean handles(int op) {
        return op >= Operation.LOAD_STORE && op < Operation.ATOMIC;
    }

    /** Writes a load or store of general registers. */
    void write(Instruction i, int index, Label failed) {
        switch (i.op) {
            case Operation.LOAD_LITERAL -> {
                code.lload(Variables.BASE)
                        .loadConstant(((long) index << 2) + i.imm)
                        .lstore(Variables.ADDRESS);
                int kind = i.flags == 0 ? 9 : i.flags == 1 ? 13 : 10;
                single(kind, i.rd, failed);
            }
            case Operation.PRE_INDEX -> {
                offset(i, failed);
                single(i.flags, i.rd, failed);
                code.lload(Variables.ADDRESS);
                v.pop(i.rn);
            }
            case Operation.POST_INDEX -> {
                base(i, failed);
                single(i.flags, i.rd, failed);
                postIndex(i);
            }
            case Operation.LOAD_PAIR -> {
                offset(i, failed);
                pair(3, true, false, i, failed);
            }
            case Operation.STORE_PAIR -> {
                offset(i, failed);
                pair(3, false, false, i, failed);
            }
            case Operation.LOAD_PAIR_POST_INDEX -> {
                base(i, failed);
                pair(3, true, false, i, failed);
                postIndex(i);
            }
            case Operation.STORE_PAIR_PRE_INDEX -> {
                offset(i, failed);
                pair(3, false, false, i, failed);
                code.lload(Variables.ADDRESS);
                v.pop(i.rn);
            }
            case Operation.PAIR_OFFSET -> {
                offset(i, failed);
                pair(i, failed);
            }
            case Operation.PAIR_PRE_INDEX -> {
                offset(i, failed);
                pair(i, failed);
                code.lload(Variables.ADDRESS);
                v.pop(i.rn);
            }
            case Operation.PAIR_POST_INDEX -> {
                base(i, failed);
                pair(i, failed);
                postIndex(i);
            }
            default -> {
                boolean register = i.op >= Operation.LOAD_STORE_REGISTER;
                if (register) {
                    indexed(i, i.flags >>> 3, i.flags & 7, failed);
                } else {
                    offset(i, failed);
                }
                single(i.op - (register ? Operation.LOAD_STORE_REGISTER : Operation.LOAD_STORE), i.rd, failed);
            }
        }
    }

    /** Writes a load or store of vector registers. */
    void writeVector(Instruction i, int index, Label failed) {
        FpSimdForm form = FpSimdDecoder.row(i).form();
        boolean post = (i.flags & FpSimdDecoder.POST_INDEX) != 0;
        if (form == FpSimdForm.LOAD_LITERAL) {
            code.lload(Variables.BASE).loadConstant(((long) index << 2) + i.imm).lstore(Variables.ADDRESS);
        } else if (form == FpSimdForm.LOAD_STORE_REGISTER) {
            indexed(i, (int) i.imm >> 3, (int) i.imm & 7, failed);
        } else if (post) {
            base(i, failed);
        } else {
            offset(i, failed);
        }
        boolean load = InstructionEffects.isVectorLoad(i);
        int scale = i.flags & SCALE;
        boolean pair = form == FpSimdForm.LOAD_STORE_PAIR;
        check((pair ? 2 : 1) << scale, !load, failed);
        vector(load, scale, i.rd, 0);
        if (pair) {
            vector(load, scale, i.ra, 1 << scale);
        }
        if (post) {
            postIndex(i);
        } else if ((i.flags & FpSimdDecoder.PRE_INDEX) != 0) {
            code.lload(Variables.ADDRESS);
            v.pop(i.rn);
        }
    }

    private void vector(boolean load, int scale, int slot, int offset) {
        int part = Math.min(scale, 3);
        if (load) {
            load(part, offset);
            v.pop(slot);
            if (scale == 4) {
                load(part, offset + 8);
            } else {
                code.lconst_0();
            }
            v.pop(slot + 1);
        } else {
            store(part, slot, offset);
            if (scale == 4) {
                store(part, slot + 1, offset + 8);
            }
        }
    }

    private void pushBase(Instruction i, Label failed) {
        v.push(i.rn);
        if (i.baseMask != 0) {
            code.l2i().loadConstant(i.baseMask).iand().ifne(failed);
            v.push(i.rn);
        }
    }

    private void base(Instruction i, Label failed) {
        pushBase(i, failed);
        code.lstore(Variables.ADDRESS);
    }

    private void offset(Instruction i, Label failed) {
        pushBase(i, failed);
        if (i.imm != 0) {
            code.loadConstant(i.imm).ladd();
        }
        code.lstore(Variables.ADDRESS);
    }

    private void indexed(Instruction i, int option, int shift, Label failed) {
        pushBase(i, failed);
        v.push(i.rm);
        if ((option & 1) == 0) {
            if (option == 2) {
                code.loadConstant(WORD).land();
            } else {
                code.l2i().i2l();
            }
        }
        if (shift != 0) {
            code.loadConstant(shift).lshl();
        }
        code.ladd().lstore(Variables.ADDRESS);
    }

    private void postIndex(Instruction i) {
        code.lload(Variables.ADDRESS).loadConstant(i.imm).ladd();
        v.pop(i.rn);
    }

    private void check(int size, boolean write, Label failed) {
        code.lload(Variables.TABLE).lload(Variables.PAGES).lload(Variables.ADDRESS);
        code.loadConstant(PageMap.PAGE_SIZE - size);
        code.invokestatic(GUEST, write ? "writable" : "readable", CHECK);
        code.dup2().lstore(Variables.HOST).lconst_0().lcmp().ifeq(failed);
    }

    private void pushHost(int offset) {
        code.lload(Variables.HOST);
        if (offset != 0) {
            code.loadConstant((long) offset).ladd();
        }
    }

    private void load(int scale, int offset) {
        pushHost(offset);
        code.invokestatic(HOST, "get" + (8 << scale), LOAD);
    }

    private void store(int scale, int slot, int offset) {
        pushHost(offset);
        v.push(slot);
        code.invokestatic(HOST, "put" + (8 << scale), STORE);
    }

    /** One access by its kind, 4 * size + opc. */
    private void single(int kind, int slot, Label failed) {
        int scale = kind >>> 2;
        int opc = kind & 3;
        check(1 << scale, opc == 0, failed);
        if (opc == 0) {
            store(scale, slot, 0);
            return;
        }
        load(scale, 0);
        if (opc >= 2) {
            code.l2i();
            if (scale == 0) {
                code.i2b();
            } else if (scale == 1) {
                code.i2s();
            }
            code.i2l();
            if (opc == 3) {
                code.loadConstant(WORD).land();
            }
        }
        v.pop(slot);
    }

    private void pair(Instruction i, Label failed) {
        pair(i.flags >= 4 ? 3 : 2, (i.flags & 1) != 0, i.flags == 3, i, failed);
    }

    private void pair(int scale, boolean load, boolean signed, Instruction i, Label failed) {
        int size = 1 << scale;
        check(2 * size, !load, failed);
        if (!load) {
            store(scale, i.rd, 0);
            store(scale, i.ra, size);
            return;
        }
        load(scale, 0);
        signExtend(signed);
        v.pop(i.rd);
        load(scale, size);
        signExtend(signed);
        v.pop(i.ra);
    }

    private void signExtend(boolean signed) {
        if (signed) {
            code.l2i().i2l();
        }
    }
}
