package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import io.tombolo.soft.internal.CpuState;
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
    private static final ClassDesc HOST = ClassDesc.of(HostAccess.class.getName());
    private static final MethodTypeDesc LOAD = MethodTypeDesc.of(CD_long, CD_long);
    private static final MethodTypeDesc STORE = MethodTypeDesc.of(CD_void, CD_long, CD_long);
    private static final long WORD = 0xffff_ffffL;
    private static final int SCALE = 0xff;

    private final Variables v;
    private final CodeBuilder code;
    private final AddressWriter addresses;
    private final LaneCalls lanes;
    private final AccessGroups groups;
    private int hostVariable = Variables.HOST;
    private int hostOffset;

    AccessWriter(Variables variables, AddressWriter addresses, AccessGroups groups) {
        this.groups = groups;
        this.v = variables;
        this.code = variables.code;
        this.addresses = addresses;
        this.lanes = new LaneCalls(code);
    }

    /** Whether there is code for an instruction that is no FP or SIMD instruction. */
    static boolean handles(int op) {
        return op >= Operation.LOAD_STORE && op < Operation.ATOMIC;
    }

    /** Writes a load or store of general registers. */
    void write(Instruction i, int index, Label failed) {
        if (begin(i, i.op == Operation.LOAD_LITERAL, index, failed)) {
            grouped(i);
            return;
        }
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
        if (begin(i, form == FpSimdForm.LOAD_LITERAL, index, failed)) {
            groupedVector(i, form);
            return;
        }
        if (form == FpSimdForm.STRUCTURES) {
            structures(i, failed);
            return;
        }
        if (form == FpSimdForm.STRUCTURE_REPLICATE || form == FpSimdForm.STRUCTURE_ELEMENT) {
            element(i, form == FpSimdForm.STRUCTURE_REPLICATE, failed);
            return;
        }
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

    /** Begins an access; tells whether it is one of a group, whose check is written then. */
    private boolean begin(Instruction i, boolean literal, int index, Label failed) {
        addresses.begin(literal ? AddressWriter.NO_BASE : i.rn, index);
        AccessGroups.Member member = groups.at(index);
        if (member == null) {
            hostVariable = Variables.HOST;
            hostOffset = 0;
            return false;
        }
        AccessGroups.Group group = member.group();
        if (group.leader == index) {
            pushBase(i, failed);
            code.loadConstant((long) group.lowest()).ladd().lstore(Variables.ADDRESS);
            addresses.check(group.size(), group.permissions(), failed);
            group.variable = v.allocate(2);
            code.lload(Variables.HOST)
                    .loadConstant((long) group.lowest())
                    .lsub()
                    .lstore(group.variable);
        }
        hostVariable = group.variable;
        hostOffset = member.offset();
        return true;
    }

    /** An access of general registers whose host address is known. */
    private void grouped(Instruction i) {
        switch (i.op) {
            case Operation.PRE_INDEX, Operation.POST_INDEX -> transfer(i.flags, i.rd);
            case Operation.LOAD_PAIR, Operation.LOAD_PAIR_POST_INDEX -> transferPair(3, true, false, i);
            case Operation.STORE_PAIR, Operation.STORE_PAIR_PRE_INDEX -> transferPair(3, false, false, i);
            case Operation.PAIR_OFFSET, Operation.PAIR_PRE_INDEX, Operation.PAIR_POST_INDEX ->
                transferPair(i.flags >= 4 ? 3 : 2, (i.flags & 1) != 0, i.flags == 3, i);
            default -> transfer(i.op - Operation.LOAD_STORE, i.rd);
        }
        updateBase(i);
    }

    private void groupedVector(Instruction i, FpSimdForm form) {
        boolean load = InstructionEffects.isVectorLoad(i);
        int scale = i.flags & SCALE;
        vector(load, scale, i.rd, 0);
        if (form == FpSimdForm.LOAD_STORE_PAIR) {
            vector(load, scale, i.ra, 1 << scale);
        }
        updateBase(i);
    }

    private void updateBase(Instruction i) {
        SimpleAccess access = SimpleAccess.of(i);
        if (access != null && access.update() != 0) {
            v.push(i.rn);
            code.loadConstant((long) access.update()).ladd();
            v.pop(i.rn);
        }
    }

    /** LD1 and ST1 of consecutive registers. */
    private void structures(Instruction i, Label failed) {
        int scale = 3 + (i.flags & 1);
        int registers = InstructionEffects.structureRegisters(i);
        boolean load = InstructionEffects.isVectorLoad(i);
        base(i, failed);
        check(registers << scale, !load, failed);
        for (int k = 0; k < registers; k++) {
            vector(load, scale, InstructionEffects.vectorSlot(i.rd, k), k << scale);
        }
        structureIndex(i, registers << scale);
    }

    private void structureIndex(Instruction i, int bytes) {
        if ((i.flags & FpSimdDecoder.POST_INDEX) != 0) {
            code.lload(Variables.ADDRESS);
            if (i.rm == CpuState.ZERO) {
                code.loadConstant((long) bytes);
            } else {
                v.push(i.rm);
            }
            code.ladd();
            v.pop(i.rn);
        }
    }

    /** LD1R, and LD1 and ST1 of one element. */
    private void element(Instruction i, boolean replicate, Label failed) {
        int size = i.flags >> 1 & 3;
        boolean load = InstructionEffects.isVectorLoad(i);
        base(i, failed);
        check(1 << size, !load, failed);
        if (replicate) {
            load(size, 0);
            if (size != 3) {
                lanes.one("duplicate", size);
            }
            if ((i.flags & 1) != 0) {
                code.dup2();
            } else {
                code.lconst_0();
            }
            v.pop(i.rd + 1);
            v.pop(i.rd);
        } else {
            int slot = i.rd + ((int) i.imm << size >> 3);
            int position = ((int) i.imm << size & 7) << 3;
            if (load) {
                v.push(slot);
                load(size, 0);
                lanes.two("insert", size, position);
                v.pop(slot);
            } else {
                pushHost(0);
                v.push(slot);
                if (position != 0) {
                    code.loadConstant(position).lushr();
                }
                code.invokestatic(HOST, "put" + (8 << size), STORE);
            }
        }
        structureIndex(i, 1 << size);
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
        addresses.check(size, write ? PageMap.WRITE : PageMap.READ, failed);
    }

    private void pushHost(int offset) {
        code.lload(hostVariable);
        if (hostOffset + offset != 0) {
            code.loadConstant((long) hostOffset + offset).ladd();
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
        transfer(kind, slot);
    }

    private void transfer(int kind, int slot) {
        int scale = kind >>> 2;
        int opc = kind & 3;
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
        check(2 << scale, !load, failed);
        transferPair(scale, load, signed, i);
    }

    private void transferPair(int scale, boolean load, boolean signed, Instruction i) {
        int size = 1 << scale;
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
