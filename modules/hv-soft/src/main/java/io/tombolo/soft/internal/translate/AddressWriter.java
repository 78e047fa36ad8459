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
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the way from guest address to host address. In a loop each base register has variables for the extent that it was used in last,
 * which costs a subtraction and a comparison instead of a look-up in the page map; so has the stack, whose extent outlives the region.
 *
 * <p>Nothing needs to be looked at again after a poll or a call: whoever takes a page away makes the processor leave all regions before
 * the page is anybody else's.
 */
final class AddressWriter {
    /** Stands for an address without a base register. */
    static final int NO_BASE = -1;

    private static final int FRAME_POINTER = 29;
    /** Groups of one region: each takes six words of the frame, and some bytes at the region's entry. */
    private static final int MOST_GROUPS = 12;

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
    private final Map<Integer, Group> groups = new HashMap<>();
    private int base;
    private boolean loop;

    AddressWriter(Variables variables, RegionAnalysis analysis) {
        this.v = variables;
        this.code = variables.code;
        this.analysis = analysis;
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
            if (group != null) {
                lookUp(size, permissions, found);
            }
            code.aload(Variables.STATE).lload(Variables.ADDRESS);
            code.loadConstant(size).loadConstant(permissions);
            code.invokestatic(GUEST, group != null && group.stack ? "findStack" : "find", FIND);
            code.dup2().lstore(Variables.HOST).lconst_0().lcmp().ifeq(failed);
            if (group != null) {
                load(group);
            }
            code.goto_(found);
        });
    }

    /**
     * Writes a look into the page map that is right for most accesses outside of the extent: those that go to and fro never come back to an
     * extent before they leave it. Every eighth looks for an extent.
     */
    private void lookUp(int size, int permissions, Label found) {
        Label search = code.newLabel();
        code.aload(Variables.EXTENTS)
                .dup()
                .getfield(EXTENTS, "misses", CD_int)
                .iconst_1()
                .iadd();
        code.dup_x1().putfield(EXTENTS, "misses", CD_int);
        code.loadConstant(Extents.PATIENCE).iand().ifeq(search);
        code.lload(Variables.TABLE).lload(Variables.PAGES).lload(Variables.ADDRESS);
        code.loadConstant(PageMap.PAGE_SIZE - size).loadConstant(permissions);
        code.invokestatic(GUEST, "host", CHECK);
        code.dup2().lstore(Variables.HOST).lconst_0().lcmp().ifne(found);
        code.labelBinding(search);
    }

    private @Nullable Group group(int permissions) {
        if (base == CpuState.SP || base == FRAME_POINTER) {
            return groups.computeIfAbsent(CpuState.SP, key -> Group.create(v, true));
        }
        if (base == NO_BASE || !loop) {
            return null;
        }
        int key = base << 4 | permissions | 1 << 16;
        Group known = groups.get(key);
        if (known == null && groups.size() < MOST_GROUPS) {
            known = Group.create(v, false);
            groups.put(key, known);
        }
        return known;
    }

    private void load(Group group) {
        field(group.stack ? "stackStart" : "start", group.start);
        field(group.stack ? "stackLength" : "length", group.length);
        field(group.stack ? "stackDelta" : "delta", group.delta);
    }

    private void field(String name, int variable) {
        code.aload(Variables.EXTENTS).getfield(EXTENTS, name, CD_long).lstore(variable);
    }

    /** Writes what the entry of the region has to do. */
    void enter() {
        code.aload(Variables.STATE).getfield(STATE, "extents", EXTENTS).astore(Variables.EXTENTS);
        for (Group group : groups.values()) {
            if (group.stack) {
                load(group);
            } else {
                code.lconst_0().lstore(group.start);
                code.lconst_0().lstore(group.length);
                code.lconst_0().lstore(group.delta);
            }
        }
    }
}
