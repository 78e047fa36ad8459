package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.interpret.LazyFlags;
import java.util.BitSet;

/**
 * What is known before each instruction of a region: which registers may differ between the method's variables and the processor's state,
 * of what kind the flags are, and whether it is in a loop. A forward data flow over instructions.
 */
final class RegionAnalysis {
    /** Stands for the flags in a set of slots. */
    static final int FLAGS = CpuState.SLOTS;

    private static final int UNKNOWN = -1;
    private static final int LINK_REGISTER = 30;

    private final Region region;
    private final BitSet[] dirty;
    private final int[] kind;
    private final BitSet loops = new BitSet();

    RegionAnalysis(Region region) {
        this.region = region;
        int length = region.last() - region.first() + 1;
        dirty = new BitSet[length];
        kind = new int[length];
        for (int i = 0; i < length; i++) {
            dirty[i] = new BitSet();
            kind[i] = UNKNOWN;
        }
        flow(region.entry(), new BitSet(), LazyFlags.DYNAMIC);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int index = region.first(); index <= region.last(); index++) {
                if (region.covers(index) && kind[index - region.first()] != UNKNOWN) {
                    changed |= flowOut(index);
                }
            }
        }
        findLoops();
    }

    /** What lies between a backward branch and its target counts as a loop: compilers lay loops out so. */
    private void findLoops() {
        for (int index = region.first(); index <= region.last(); index++) {
            if (region.covers(index)) {
                for (int target : region.successors(index)) {
                    if (target <= index && region.covers(target)) {
                        loops.set(target - region.first(), index - region.first() + 1);
                    }
                }
            }
        }
    }

    /** Whether an instruction is likely to be executed many times while the region runs once. */
    boolean isInLoop(int index) {
        return loops.get(index - region.first());
    }

    /** Slots, and {@link #FLAGS}, that must be written to the state if control leaves before an instruction. */
    BitSet dirtyBefore(int index) {
        return dirty[index - region.first()];
    }

    /** The kind of flags before an instruction. */
    int kindBefore(int index) {
        return kind[index - region.first()];
    }

    /** Like {@link #dirtyBefore}, after the instruction. */
    BitSet dirtyAfter(int index) {
        Instruction i = region.at(index);
        if (isSpilling(index)) {
            return new BitSet();
        }
        BitSet result = (BitSet) dirtyBefore(index).clone();
        if (region.isLinked(index)) {
            result.set(LINK_REGISTER);
        } else if (MethodWriter.isInline(i)) {
            InstructionEffects.addWritten(i, result);
            if (FlagKinds.kindOf(i) >= 0) {
                result.set(FLAGS);
            }
        }
        return result;
    }

    /** The kind of flags after an instruction. */
    int kindAfter(int index) {
        Instruction i = region.at(index);
        if (isCall(i)) {
            return region.isLinked(index) ? kindBefore(index) : LazyFlags.DYNAMIC;
        }
        if (!MethodWriter.isInline(i)) {
            return i.op == Operation.MSR ? LazyFlags.PACKED : kindBefore(index);
        }
        int made = FlagKinds.kindOf(i);
        return made >= 0 ? made : kindBefore(index);
    }

    /** Whether everything is in the state after an instruction: a call out of the region, or one that the interpreter executes and that may trap. */
    boolean isSpilling(int index) {
        Instruction i = region.at(index);
        return isCall(i) ? !region.isLinked(index) : !MethodWriter.isInline(i) && !InstructionEffects.isPureVector(i);
    }

    static boolean isCall(Instruction i) {
        return i.op == Operation.BRANCH_LINK || i.op == Operation.BRANCH_LINK_REGISTER;
    }

    private boolean flowOut(int index) {
        BitSet out = dirtyAfter(index);
        int outKind = kindAfter(index);
        boolean changed = false;
        for (int to : region.successors(index)) {
            changed |= flow(to, out, outKind);
        }
        return changed;
    }

    private boolean flow(int to, BitSet slots, int flags) {
        if (!region.covers(to)) {
            return false;
        }
        int at = to - region.first();
        int before = dirty[at].cardinality();
        dirty[at].or(slots);
        int merged = kind[at] == UNKNOWN || kind[at] == flags ? flags : LazyFlags.DYNAMIC;
        boolean changed = merged != kind[at] || dirty[at].cardinality() != before;
        kind[at] = merged;
        return changed;
    }
}
