package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.memory.PageMap;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which accesses of a region go through one base register in one basic block, at offsets that are known when it is translated: they are
 * checked together by the first of them. If that one passes, none of the others can fault, for nothing is taken away between two safepoints.
 */
final class AccessGroups {
    /** Most bytes from the lowest to the highest byte of a group: extents end that much early. */
    static final int MOST_BYTES = 256;

    private static final int STACK_ALIGNMENT = 15;

    /** Accesses that are checked together. */
    static final class Group {
        final int base;
        final int leader;
        private int lowest;
        private int end;
        private int permissions;
        private int count;
        /** The variable with the host address that the base register stands for where the group begins; 0 before it is known. */
        int variable;

        private Group(int base, int leader, int offset) {
            this.base = base;
            this.leader = leader;
            lowest = offset;
            end = offset;
        }

        private boolean takes(int offset, int size) {
            return Math.max(end, offset + size) - Math.min(lowest, offset) <= MOST_BYTES;
        }

        private void take(int offset, int size, boolean write) {
            lowest = Math.min(lowest, offset);
            end = Math.max(end, offset + size);
            permissions |= write ? PageMap.WRITE : PageMap.READ;
            count++;
        }

        /** Offset of the lowest byte from the base register where the group begins. */
        int lowest() {
            return lowest;
        }

        /** Bytes from the lowest to the highest. */
        int size() {
            return end - lowest;
        }

        /** The permissions that are needed. */
        int permissions() {
            return permissions;
        }
    }

    /** An access of a group, and its offset from the base register where the group begins. */
    record Member(Group group, int offset) {}

    private final Map<Integer, Member> members = new HashMap<>();
    private final Map<Integer, Group> active = new HashMap<>();
    private final Map<Integer, Integer> displacements = new HashMap<>();

    AccessGroups(Region region) {

        BitSet targets = new BitSet();
        for (int index = region.first(); index <= region.last(); index++) {
            if (region.covers(index)) {
                for (int target : region.successors(index)) {
                    if (target != index + 1 && region.covers(target)) {
                        targets.set(target - region.first());
                    }
                }
            }
        }
        targets.set(region.entry() - region.first());
        for (int site : region.returnSites()) {
            targets.set(site - region.first());
        }
        for (int index = region.first(); index <= region.last(); index++) {
            if (targets.get(index - region.first()) || !region.covers(index)) {
                end();
            }
            if (region.covers(index)) {
                visit(region.at(index), index);
            }
        }
    }

    /** The group that the access at an index belongs to, or null if it is checked alone. */
    @Nullable
    Member at(int index) {
        Member member = members.get(index);
        return member != null && member.group.count > 1 ? member : null;
    }

    private void end() {
        active.clear();
        displacements.clear();
    }

    private void visit(Instruction i, int index) {
        SimpleAccess access = SimpleAccess.of(i);
        if (access != null) {
            join(i, index, access);
        }
        boolean branches = i.op < Operation.CONSTANT && i.op != Operation.NOP;
        if (branches || (!MethodWriter.isInline(i) && !InstructionEffects.isPureVector(i))) {
            end();
            return;
        }
        if (i.op == Operation.ADD_IMMEDIATE && i.rd == i.rn && active.containsKey(i.rn) && i.imm == (int) i.imm) {
            move(i.rn, (int) i.imm);
            return;
        }
        forgetWritten(i, access);
    }

    private void join(Instruction i, int index, SimpleAccess access) {
        Group group = active.get(i.rn);
        int displacement = displacements.getOrDefault(i.rn, 0);
        boolean aligned = i.rn != CpuState.SP || (displacement & STACK_ALIGNMENT) == 0;
        if (group == null || !aligned || !group.takes(displacement + access.offset(), access.size())) {
            group = new Group(i.rn, index, access.offset());
            displacement = 0;
            active.put(i.rn, group);
            displacements.put(i.rn, 0);
        }
        group.take(displacement + access.offset(), access.size(), access.write());
        members.put(index, new Member(group, displacement + access.offset()));
        if (access.update() != 0) {
            move(i.rn, access.update());
        }
    }

    private void move(int base, int distance) {
        int moved = displacements.getOrDefault(base, 0) + distance;
        if (Math.abs(moved) > MOST_BYTES) {
            active.remove(base);
            displacements.remove(base);
        } else {
            displacements.put(base, moved);
        }
    }

    private void forgetWritten(Instruction i, @Nullable SimpleAccess access) {
        BitSet written = new BitSet();
        if (MethodWriter.isInline(i)) {
            InstructionEffects.addWritten(i, written);
        } else {
            InstructionEffects.addWrittenByInterpreter(i, written);
        }
        if (access != null && access.update() != 0 && i.rd != i.rn && i.ra != i.rn) {
            written.clear(i.rn);
        }
        written.stream().forEach(slot -> {
            active.remove(slot);
            displacements.remove(slot);
        });
    }
}
