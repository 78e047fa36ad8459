package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.decode.SystemRegister;
import io.tombolo.soft.internal.fp.FpStatus;
import io.tombolo.soft.internal.interpret.FpSimdInterpreter;
import io.tombolo.soft.internal.interpret.Interpreter;
import io.tombolo.soft.internal.interpret.Translation;
import io.tombolo.soft.internal.memory.HostAccess;
import io.tombolo.soft.internal.memory.PageMap;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the method of a region. Registers are variables, loaded at the entry; what was written goes back to the state wherever control
 * leaves, or an instruction is left to the interpreter. The code of the instructions comes first, in order; then what is jumped to from
 * there, the exits, and at last the entry, when it is known which registers have variables.
 */
final class MethodWriter {
    private static final ClassDesc STATE = ClassDesc.of(CpuState.class.getName());
    private static final ClassDesc MAP = ClassDesc.of(PageMap.class.getName());
    private static final ClassDesc INTERPRETER = ClassDesc.of(Interpreter.class.getName());
    private static final ClassDesc TRANSLATION = ClassDesc.of(Translation.class.getName());
    private static final ClassDesc INSTRUCTION = ClassDesc.of(Instruction.class.getName());
    private static final ClassDesc HOST = ClassDesc.of(HostAccess.class.getName());
    private static final ClassDesc GUEST = ClassDesc.of(GuestAccess.class.getName());
    private static final ClassDesc VECTORS = ClassDesc.of(FpSimdInterpreter.class.getName());
    private static final ClassDesc STATUS = ClassDesc.of(FpStatus.class.getName());
    private static final MethodTypeDesc FLAG_FIRST = MethodTypeDesc.of(CD_long, STATE);
    private static final MethodTypeDesc EXECUTE = MethodTypeDesc.of(CD_void, STATE, INSTRUCTION);
    private static final MethodTypeDesc LIMIT = MethodTypeDesc.of(CD_double);
    private static final MethodTypeDesc LONG = MethodTypeDesc.of(CD_long);
    private static final MethodTypeDesc LONG_TO_LONG = MethodTypeDesc.of(CD_long, CD_long);
    private static final MethodTypeDesc CALL = MethodTypeDesc.of(CD_long, STATE, CD_long, CD_long);
    private static final MethodTypeDesc SINGLE = MethodTypeDesc.of(CD_void, STATE, INSTRUCTION, CD_long);
    private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(CD_void);

    @SuppressWarnings("EnumOrdinal") // It is what the decoder puts there.
    private static final int THREAD_POINTER = SystemRegister.TPIDR_EL0.ordinal();

    private final Region region;
    private final RegionAnalysis analysis;
    private final CodeBuilder code;
    private final Variables v;
    private final ConditionWriter conditions;
    private final IntegerWriter integers;
    private final AccessWriter accesses;
    private final VectorWriter vectors;
    private final FpWriter floats;
    private final AddressWriter addresses;
    private final Map<Integer, Label> labels = new HashMap<>();
    private final Map<BitSet, Label> exits = new HashMap<>();
    private final Map<BitSet, Label> failures = new HashMap<>();

    MethodWriter(Region region, CodeBuilder code) {
        this.region = region;
        this.code = code;
        this.analysis = new RegionAnalysis(region);
        this.v = new Variables(code, SlotTypes.doubles(region));
        this.conditions = new ConditionWriter(v);
        this.integers = new IntegerWriter(v, conditions);
        this.addresses = new AddressWriter(v, analysis, region);
        this.accesses = new AccessWriter(v, addresses, new AccessGroups(region));
        this.vectors = new VectorWriter(v);
        this.floats = new FpWriter(v, conditions);
    }

    /** Whether an instruction, not a call, has code of its own. */
    static boolean isInline(Instruction i) {
        return i.op < Operation.CONSTANT
                || IntegerWriter.handles(i.op)
                || AccessWriter.handles(i.op)
                || i.op == Operation.BARRIER
                || isThreadPointer(i)
                || (i.op >= Operation.FP_SIMD
                        && (InstructionEffects.isVectorAccess(i) || VectorWriter.handles(i) || FpWriter.handles(i)));
    }

    private static boolean isThreadPointer(Instruction i) {
        return i.op == Operation.MRS && i.flags == THREAD_POINTER;
    }

    /** Writes everything. */
    void write() {
        Label entry = code.newLabel();
        code.goto_w(entry);
        for (int index = region.first(); index <= region.last(); index++) {
            if (region.covers(index)) {
                code.labelBinding(label(index));
                Instruction i = region.at(index);
                instruction(i, index);
                if (InstructionEffects.fallsThrough(i) && !region.isLinked(index) && !region.covers(index + 1)) {
                    code.goto_(edge(index, index + 1));
                }
            }
        }
        v.writeDeferred();
        exits.forEach(this::exit);
        failures.forEach(this::failure);
        code.labelBinding(entry);
        enter();
        code.goto_(label(region.entry()));
    }

    private Label label(int index) {
        return labels.computeIfAbsent(index, key -> code.newLabel());
    }

    private void instruction(Instruction i, int index) {
        int kind = analysis.kindBefore(index);
        switch (i.op) {
            case Operation.NOP -> {}
            case Operation.BRANCH -> code.goto_(edge(index, index + (int) i.imm));
            case Operation.BRANCH_CONDITION -> conditions.jumpIf(i.word & 15, kind, edge(index, index + (int) i.imm));
            case Operation.BRANCH_ZERO, Operation.BRANCH_NOT_ZERO -> {
                v.push(i.rn);
                code.lconst_0().lcmp();
                branch(i, index, i.op == Operation.BRANCH_ZERO);
            }
            case Operation.BRANCH_ZERO + 1, Operation.BRANCH_NOT_ZERO + 1 -> {
                v.pushInt(i.rn);
                branch(i, index, i.op == Operation.BRANCH_ZERO + 1);
            }
            case Operation.BRANCH_BIT_CLEAR, Operation.BRANCH_BIT_SET -> {
                v.push(i.rn);
                if (i.flags < 32) {
                    code.l2i().loadConstant(1 << i.flags).iand();
                } else {
                    code.loadConstant(1L << i.flags).land().lconst_0().lcmp();
                }
                branch(i, index, i.op == Operation.BRANCH_BIT_CLEAR);
            }
            case Operation.BRANCH_REGISTER -> {
                if (region.isReturn(index)) {
                    returnInside(i, index);
                }
                pushTarget(i);
                branchInside(index);
                code.goto_(exitTo(analysis.dirtyBefore(index)));
            }
            case Operation.BRANCH_LINK, Operation.BRANCH_LINK_REGISTER -> {
                if (region.isLinked(index)) {
                    v.pushAddress(index + 1);
                    v.pop(30);
                    code.goto_(edge(index, index + (int) i.imm));
                } else {
                    call(i, index);
                }
            }
            case Operation.BARRIER -> code.invokestatic(HOST, "fullFence", NOTHING);
            case Operation.MRS -> {
                if (isThreadPointer(i)) {
                    code.aload(Variables.STATE).getfield(STATE, "tpidr", CD_long);
                    v.pop(i.rd);
                } else {
                    other(i, index, kind);
                }
            }
            default -> other(i, index, kind);
        }
    }

    private void other(Instruction i, int index, int kind) {
        if (IntegerWriter.handles(i.op)) {
            integers.write(i, index, kind);
        } else if (AccessWriter.handles(i.op)) {
            accesses.write(i, index, failed(index));
        } else if (!isInline(i)) {
            leaveToInterpreter(i, index);
        } else if (InstructionEffects.isVectorAccess(i)) {
            accesses.writeVector(i, index, failed(index));
        } else if (VectorWriter.handles(i)) {
            vectors.write(i);
        } else {
            floats.write(i, kind);
        }
    }

    private void branch(Instruction i, int index, boolean ifZero) {
        code.branch(ifZero ? Opcode.IFEQ : Opcode.IFNE, edge(index, index + (int) i.imm));
    }

    /** A return jumps to behind whichever call in the region it belongs to, if any. */
    private void returnInside(Instruction i, int index) {
        for (int site : region.returnSites()) {
            v.push(i.rn);
            v.pushAddress(site);
            code.lcmp().ifeq(edge(index, site));
        }
    }

    /** An indirect branch, with its target on the stack, jumps to where it was seen to go; to other places the target stays for the exit. */
    private void branchInside(int index) {
        int[] targets = region.branchTargets(index);
        if (targets.length == 0) {
            return;
        }
        Label elsewhere = code.newLabel();
        code.dup2().lstore(Variables.TARGET).lload(Variables.BASE).lsub();
        code.dup2().l2i().dup().istore(Variables.NUMBER).i2l().lcmp().ifne(elsewhere);
        code.iload(Variables.NUMBER)
                .lookupswitch(
                        elsewhere,
                        Arrays.stream(targets)
                                .mapToObj(target -> SwitchCase.of(target << 2, edge(index, target)))
                                .toList());
        code.labelBinding(elsewhere).lload(Variables.TARGET);
    }

    /** Pushes where an indirect branch goes. */
    private void pushTarget(Instruction i) {
        v.push(i.rn);
        code.invokestatic(MAP, "untagged", LONG_TO_LONG);
    }

    /** Where a branch of one instruction to another jumps to: backward through a look at the interrupt, or out of the region. */
    private Label edge(int from, int to) {
        if (region.covers(to) && to > from) {
            return label(to);
        }
        Label edge = code.newLabel();
        BitSet dirty = analysis.dirtyAfter(from);
        v.defer(() -> {
            code.labelBinding(edge);
            if (region.covers(to)) {
                code.aload(Variables.STATE).getfield(STATE, "interrupt", CD_int).ifeq(label(to));
            }
            v.pushAddress(to);
            code.goto_(exitTo(dirty));
        });
        return edge;
    }

    /** Where to jump to with the next program counter on the stack. */
    private Label exitTo(BitSet dirty) {
        return exits.computeIfAbsent(dirty, key -> code.newLabel());
    }

    private void exit(BitSet dirty, Label label) {
        code.labelBinding(label).lstore(Variables.TARGET);
        spill(dirty);
        code.lload(Variables.TARGET).lreturn();
    }

    /** Where to jump to if the interpreter has to execute an instruction because it might trap. */
    private Label failed(int index) {
        Label label = code.newLabel();
        BitSet dirty = analysis.dirtyBefore(index);
        v.defer(() -> code.labelBinding(label)
                .loadConstant(index - region.first())
                .istore(Variables.NUMBER)
                .goto_(failures.computeIfAbsent(dirty, key -> code.newLabel())));
        return label;
    }

    private void failure(BitSet dirty, Label label) {
        code.labelBinding(label);
        spill(dirty);
        v.pushAddress(region.first());
        code.iload(Variables.NUMBER).iconst_2().ishl().i2l().ladd().lstore(Variables.TARGET);
        code.aload(Variables.INTERPRETER).aload(Variables.STATE);
        code.aload(Variables.THIS).getfield(TRANSLATION, "instructions", INSTRUCTION.arrayType());
        code.iload(Variables.NUMBER).aaload();
        code.lload(Variables.TARGET).invokevirtual(INTERPRETER, "executeSingle", SINGLE);
        code.lload(Variables.TARGET).loadConstant(4L).ladd().lreturn();
    }

    /** Writes to the state what may differ there; the flags as what they come from. */
    private void spill(BitSet dirty) {
        BitSet slots = (BitSet) dirty.clone();
        slots.clear(RegionAnalysis.FLAGS);
        v.spill(slots);
        if (dirty.get(RegionAnalysis.FLAGS)) {
            code.aload(Variables.STATE).iload(Variables.KIND).putfield(STATE, "flagKind", CD_int);
            code.aload(Variables.STATE).lload(Variables.FIRST).putfield(STATE, "flagFirst", CD_long);
            code.aload(Variables.STATE).lload(Variables.SECOND).putfield(STATE, "flagSecond", CD_long);
            Label lazy = code.newLabel();
            code.iload(Variables.KIND).ifne(lazy);
            code.aload(Variables.STATE).lload(Variables.FIRST).l2i().putfield(STATE, "nzcv", CD_int);
            code.labelBinding(lazy);
        }
    }

    private void leaveToInterpreter(Instruction i, int index) {
        BitSet written = new BitSet();
        InstructionEffects.addWrittenByInterpreter(i, written);
        if (InstructionEffects.isPureVector(i)) {
            BitSet read = InstructionEffects.readByPureVector(i);
            read.and(analysis.dirtyBefore(index));
            v.spill(read);
            code.aload(Variables.STATE);
            pushInstruction(index);
            code.invokestatic(VECTORS, "execute", EXECUTE);
            reload(written, false);
            return;
        }
        spill(analysis.dirtyBefore(index));
        code.aload(Variables.INTERPRETER).aload(Variables.STATE);
        pushInstruction(index);
        v.pushAddress(index);
        code.invokevirtual(INTERPRETER, "executeSingle", SINGLE);
        reload(written, i.op == Operation.MSR);
    }

    private void pushInstruction(int index) {
        code.aload(Variables.THIS).getfield(TRANSLATION, "instructions", INSTRUCTION.arrayType());
        code.loadConstant(index - region.first()).aaload();
    }

    /** Loads what has a variable of some slots, far away, for which have one is known late. */
    private void reload(BitSet slots, boolean flags) {
        Label away = code.newLabel();
        Label back = code.newLabel();
        code.goto_(away).labelBinding(back);
        v.defer(() -> v.defer(() -> v.defer(() -> {
            code.labelBinding(away);
            BitSet loaded = v.used();
            loaded.and(slots);
            v.load(loaded);
            if (flags) {
                loadFlags();
            }
            if (v.isLimitUsed()) {
                loadLimit();
            }
            code.goto_(back);
        })));
    }

    private void loadFlags() {
        code.aload(Variables.STATE).getfield(STATE, "flagKind", CD_int).istore(Variables.KIND);
        code.aload(Variables.STATE).invokestatic(GUEST, "flagFirst", FLAG_FIRST).lstore(Variables.FIRST);
        code.aload(Variables.STATE).getfield(STATE, "flagSecond", CD_long).lstore(Variables.SECOND);
    }

    private void loadLimit() {
        code.aload(Variables.STATE).getfield(STATE, "fp", STATUS);
        code.invokevirtual(STATUS, "limit", LIMIT).dstore(Variables.LIMIT);
    }

    private void call(Instruction i, int index) {
        if (i.op == Operation.BRANCH_LINK_REGISTER) {
            pushTarget(i);
        } else {
            v.pushAddress(index + (int) i.imm);
        }
        code.lstore(Variables.TARGET);
        v.pushAddress(index + 1);
        v.pop(30);
        BitSet dirty = (BitSet) analysis.dirtyBefore(index).clone();
        dirty.set(30);
        spill(dirty);
        code.aload(Variables.INTERPRETER).aload(Variables.STATE).lload(Variables.TARGET);
        v.pushAddress(index + 1);
        code.invokevirtual(INTERPRETER, "call", CALL).lstore(Variables.TARGET);
        if (!region.covers(index + 1)) {
            code.lload(Variables.TARGET).lreturn();
            return;
        }
        Label elsewhere = code.newLabel();
        code.lload(Variables.TARGET);
        v.pushAddress(index + 1);
        code.lcmp().ifne(elsewhere);
        BitSet all = new BitSet();
        all.set(0, CpuState.SLOTS);
        reload(all, true);
        v.defer(() -> code.labelBinding(elsewhere).lload(Variables.TARGET).lreturn());
    }

    private void enter() {
        code.aload(Variables.STATE).getfield(STATE, "pc", CD_long);
        code.loadConstant((long) -PageMap.PAGE_SIZE).land().lstore(Variables.BASE);
        code.aload(Variables.STATE).getfield(STATE, "memory", MAP).dup();
        code.invokevirtual(MAP, "table", LONG).lstore(Variables.TABLE);
        code.invokevirtual(MAP, "pages", LONG).lstore(Variables.PAGES);
        code.aload(Variables.STATE).getfield(STATE, "r", CD_long.arrayType()).astore(Variables.REGISTERS);
        v.load(v.used());
        addresses.enter();
        loadFlags();
        if (v.isLimitUsed()) {
            loadLimit();
        }
    }
}
