package io.tombolo.soft.internal.translate;

import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.memory.Extents;
import io.tombolo.soft.internal.memory.PageMap;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the way from guest address to host address: a look into the page map. The stack has variables for the extent that it was used in
 * last, which outlives the region, and costs a subtraction and a comparison. So has each base register of a loop with few of them, for the
 * page that it was used in last; in longer code their variables would cost more than they save, in the compiler and on the stack.
 *
 * <p>Nothing needs to be looked at again after a poll or a call: whoever takes a page away makes the processor leave all regions before
 * the page is anybody else's.
 */
final class AddressWriter {
    /** Stands for an address without a base register. */
    static final int NO_BASE = -1;

    private static final int FRAME_POINTER = 29;
    /** Base registers in the loops of a region which have variables of their own. */
    private static final int MOST_BASES = 3;

    private static final ClassDesc STATE = ClassDesc.of(CpuState.class.getName());
    private static final ClassDesc GUEST = ClassDesc.of(GuestAccess.class.getName());
    private static final ClassDesc EXTENTS = ClassDesc.of(Extents.class.getName());
    private static final MethodTypeDesc CHECK = MethodTypeDesc.of(CD_long, CD_long, CD_long, CD_long, CD_int, CD_int);
    private static final MethodTypeDesc FIND = MethodTypeDesc.of(CD_long, STATE, CD_long, CD_int, CD_int);
    private static final MethodTypeDesc COMPARE = MethodTypeDesc.of(CD_int, CD_long, CD_long);

    /** Variables of an extent: start, length, delta. */
    private record Group(boolean stack, int start, int length, int delta) {
        private static Group create(Variables v, boolean stack) {
            return new Group(stack, v.allocate(2), v.allocate(2), v.allocate(2));
        }
    }

    private final Variables v;
    private final CodeBuilder code;
    private final RegionAnalysis analysis;
    private final boolean fewBases;
    private final Map<Integer, Group> groups = new HashMap<>();
    private int base;
    private boolean loop;

    AddressWriter(Variables variables, RegionAnalysis analysis, Region region) {
        this.v = variables;
        this.code = variables.code;
        this.analysis = analysis;
        this.fewBases = basesInLoops(region, analysis).cardinality() <= MOST_BASES;
    }

    private static BitSet basesInLoops(Region region, RegionAnalysis analysis) {
        BitSet bases = new BitSet();
        for (int index = region.first(); index <= region.last(); index++) {
            if (region.covers(index) && analysis.isInLoop(index) && InstructionEffects.isAccess(region.at(index))) {
                bases.set(region.at(index).rn);
            }
        }
        bases.clear(CpuState.SP);
        bases.clear(FRAME_POINTER);
        return bases;
    }

    /** Begins the access of the instruction at an index, with a base register or {@link #NO_BASE}. */
    void begin(int baseRegister, int index) {
        base = baseRegister;
        loop = analysis.isInLoop(index);
    }

    /**
     * Writes the translation of {@link Variables#ADDRESS} to {@link Variables#HOST}; where it fails, a jump to a label.
     *
     * @param permissions what the whole range must allow, bits of {@link PageMap}
     */
    void check(int size, int permissions, Label failed) {
        Group group = group(permissions);
        Label outside = code.newLabel();
        Label found = code.newLabel();
        if (group == null) {
            code.lload(Variables.TABLE).lload(Variables.PAGES).lload(Variables.ADDRESS);
            code.loadConstant(PageMap.PAGE_SIZE - size).loadConstant(permissions);
            code.invokestatic(GUEST, "host", CHECK);
            code.dup2().lstore(Variables.HOST).lconst_0().lcmp().ifeq(outside).labelBinding(found);
        } else {
            code.lload(Variables.ADDRESS).lload(group.start).lsub().lload(group.length);
            code.invokestatic(CD_Long, "compareUnsigned", COMPARE).ifge(outside);
            code.lload(Variables.ADDRESS)
                    .lload(group.delta)
                    .ladd()
                    .lstore(Variables.HOST)
                    .labelBinding(found);
        }
        v.defer(() -> {
            code.labelBinding(outside);
            Label search = code.newLabel();
            if (group != null && !group.stack) {
                lookUp(group, size, permissions, search);
                code.goto_(found).labelBinding(search);
            }
            code.aload(Variables.STATE).lload(Variables.ADDRESS);
            code.loadConstant(size).loadConstant(permissions);
            code.invokestatic(GUEST, group != null && group.stack ? "findStack" : "find", FIND);
            code.dup2().lstore(Variables.HOST).lconst_0().lcmp().ifeq(failed);
            if (group != null && group.stack) {
                loadStack(group);
            }
            code.goto_(found);
        });
    }

    /** Writes a look into the page map, whose page becomes the group's extent; where it fails, a jump to a label. */
    private void lookUp(Group group, int size, int permissions, Label search) {
        code.lload(Variables.TABLE).lload(Variables.PAGES).lload(Variables.ADDRESS);
        code.loadConstant(PageMap.PAGE_SIZE - size).loadConstant(permissions);
        code.invokestatic(GUEST, "host", CHECK);
        code.dup2().lstore(Variables.HOST).lconst_0().lcmp().ifeq(search);
        code.lload(Variables.HOST).lload(Variables.ADDRESS).lsub().lstore(group.delta);
        code.lload(Variables.ADDRESS)
                .loadConstant((long) -PageMap.PAGE_SIZE)
                .land()
                .lstore(group.start);
        code.loadConstant(PageMap.PAGE_SIZE - Extents.LONGEST_ACCESS + 1L).lstore(group.length);
    }

    private @Nullable Group group(int permissions) {
        if (base == CpuState.SP || base == FRAME_POINTER) {
            return groups.computeIfAbsent(CpuState.SP, key -> Group.create(v, true));
        }
        if (base == NO_BASE || !loop || !fewBases) {
            return null;
        }
        return groups.computeIfAbsent(base << 4 | permissions | 1 << 16, key -> Group.create(v, false));
    }

    private void loadStack(Group group) {
        field("stackStart", group.start);
        field("stackLength", group.length);
        field("stackDelta", group.delta);
    }

    private void field(String name, int variable) {
        code.aload(Variables.STATE).getfield(STATE, "extents", EXTENTS).getfield(EXTENTS, name, CD_long);
        code.lstore(variable);
    }

    /** Writes what the entry of the region has to do. */
    void enter() {
        for (Group group : groups.values()) {
            if (group.stack) {
                loadStack(group);
            } else {
                code.lconst_0().lstore(group.start);
                code.lconst_0().lstore(group.length);
                code.lconst_0().lstore(group.delta);
            }
        }
    }
}
