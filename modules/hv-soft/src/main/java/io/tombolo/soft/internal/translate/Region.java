package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.memory.CodePage;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The instructions that direct branches reach from an entry, up to a limit; what becomes one method. They lie in the page of the entry and
 * a few pages around it; an index counts instructions from the beginning of the entry's page and may be negative. Immutable once found.
 */
final class Region {
    private static final int PAGES_BEFORE = 1;
    private static final int PAGES = 4;
    private static final int LINK_REGISTER = 30;
    /** Instructions of a leaf function that becomes part of its callers. */
    private static final int MOST_LEAF = 30;

    private static final int OFFSET = PAGES_BEFORE * CodePage.INSTRUCTIONS;

    private final @Nullable Instruction[] covered = new Instruction[PAGES * CodePage.INSTRUCTIONS];
    private final @Nullable CodePage[] pages = new CodePage[PAGES];
    private final BitSet linked = new BitSet();
    /** Where leaf functions that become part of the region lie, which may be regions of their own as well. */
    private final BitSet leaves = new BitSet();
    /** Where indirect branches went, by their index. */
    private final Map<Integer, int[]> branches = new HashMap<>();
    /** Worked out when it is asked for, when everything is found. */
    private int @Nullable [] returnSites;

    private final int entry;
    private int first = Integer.MAX_VALUE;
    private int last = Integer.MIN_VALUE;
    private int count;

    private Region(CodePage page, int entry) {
        this.entry = entry;
        pages[PAGES_BEFORE] = page;
    }

    /**
     * Finds the region at an entry, decoding what is not decoded yet: the pages' memory must be readable. Breadth first.
     *
     * @param neighbours the pages around by their distance, null where there is none to execute
     */
    static Region find(
            CodePage page, int entry, Decoder decoder, int limit, IntFunction<@Nullable CodePage> neighbours) {
        Region region = new Region(page, entry);
        region.collect(index -> region.decoded(index, decoder, neighbours), region::isElsewhere, limit);
        return region;
    }

    /** A part of it with at most a number of instructions; memory is not looked at. */
    Region smaller(int limit) {
        Region region = new Region(page(), entry);
        region.collect(
                index -> {
                    region.pages[slot(index) / CodePage.INSTRUCTIONS] = pages[slot(index) / CodePage.INSTRUCTIONS];
                    return covered[slot(index)];
                },
                index -> false,
                limit);
        return region;
    }

    private static int slot(int index) {
        return index + OFFSET;
    }

    private static boolean isNear(int index) {
        return index >= -OFFSET && index < PAGES * CodePage.INSTRUCTIONS - OFFSET;
    }

    private @Nullable Instruction decoded(int index, Decoder decoder, IntFunction<@Nullable CodePage> neighbours) {
        int number = slot(index) / CodePage.INSTRUCTIONS;
        CodePage page = pages[number];
        if (page == null) {
            page = neighbours.apply(number - PAGES_BEFORE);
            if (page == null) {
                return null;
            }
            pages[number] = page;
        }
        int within = slot(index) % CodePage.INSTRUCTIONS;
        Instruction instruction = page.slots()[within].original();
        return instruction.op == Operation.UNDECODED ? page.decode(decoder, within) : instruction;
    }

    /** Whether an instruction, decoded already, begins another region, so that this one ends there. */
    private boolean isElsewhere(int index) {
        CodePage page = pages[slot(index) / CodePage.INSTRUCTIONS];
        return index != entry
                && !leaves.get(slot(index))
                && page != null
                && page.isEntry(slot(index) % CodePage.INSTRUCTIONS);
    }

    private void collect(IntFunction<@Nullable Instruction> source, IntPredicate ends, int limit) {
        Deque<Integer> leaders = new ArrayDeque<>();
        leaders.add(entry);
        while (!leaders.isEmpty() && count < limit) {
            follow(leaders.remove(), leaders, source, ends, limit);
        }
    }

    private void follow(
            int leader,
            Deque<Integer> leaders,
            IntFunction<@Nullable Instruction> source,
            IntPredicate ends,
            int limit) {
        for (int index = leader; isNear(index) && covered[slot(index)] == null && count < limit; index++) {
            Instruction instruction = source.apply(index);
            if (instruction == null || InstructionEffects.leavesTheLoop(instruction) || ends.test(index)) {
                return;
            }
            covered[slot(index)] = instruction;
            count++;
            first = Math.min(first, index);
            last = Math.max(last, index);
            int target = InstructionEffects.target(instruction, index);
            if (instruction.op == Operation.BRANCH_LINK) {
                target = calls(index + (int) instruction.imm, index, source) ? index + (int) instruction.imm : target;
            }
            if (isNear(target)) {
                leaders.add(target);
            }
            if (instruction.op == Operation.BRANCH_REGISTER && instruction.rn != LINK_REGISTER) {
                followBranch(index, leaders);
            }
            if (!InstructionEffects.fallsThrough(instruction)) {
                return;
            }
        }
    }

    private void followBranch(int index, Deque<Integer> leaders) {
        CodePage page = pages[slot(index) / CodePage.INSTRUCTIONS];
        if (page == null) {
            return;
        }
        int within = slot(index) % CodePage.INSTRUCTIONS;
        int[] targets = page.targets(within).clone();
        for (int k = 0; k < targets.length; k++) {
            targets[k] += index - within;
            leaders.add(targets[k]);
        }
        branches.put(index, targets);
    }

    /** The indices where the indirect branch at an index, not a return, went and where the region has something, in order. */
    int[] branchTargets(int index) {
        int[] targets = branches.get(index);
        return targets == null
                ? new int[0]
                : Arrays.stream(targets).filter(this::covers).sorted().toArray();
    }

    /** Decides about a call at an index: whether the function called becomes part of the region, because it is already or is a small leaf. */
    private boolean calls(int target, int index, IntFunction<@Nullable Instruction> source) {
        if (!isNear(target)) {
            return false;
        }
        boolean leaf = isSmallLeaf(target, source);
        if (leaf) {
            leaves.set(slot(target), Math.min(slot(target) + MOST_LEAF, covered.length));
        }
        if (leaf || target == entry || covered[slot(target)] != null) {
            linked.set(slot(index));
            return true;
        }
        return false;
    }

    private static boolean isSmallLeaf(int start, IntFunction<@Nullable Instruction> source) {
        for (int index = start; index < start + MOST_LEAF && isNear(index); index++) {
            Instruction i = source.apply(index);
            if (i == null || InstructionEffects.leavesTheLoop(i) || RegionAnalysis.isCall(i)) {
                return false;
            }
            if (i.op == Operation.BRANCH_REGISTER) {
                return i.rn == LINK_REGISTER;
            }
            int target = InstructionEffects.target(i, index);
            if (target != InstructionEffects.NOWHERE && (target < start || target >= start + MOST_LEAF)) {
                return false;
            }
        }
        return false;
    }

    /** Whether the instruction at an index is a call of a function that is part of the region. */
    boolean isLinked(int index) {
        return isNear(index) && linked.get(slot(index)) && covers(index + (int) at(index).imm);
    }

    /** Whether the instruction at an index returns from a function, perhaps to behind a call in the region. */
    boolean isReturn(int index) {
        Instruction i = at(index);
        return i.op == Operation.BRANCH_REGISTER && i.rn == LINK_REGISTER && returnSites().length != 0;
    }

    /** The indices behind calls of functions that are part of the region, where these are part of it, too. */
    int[] returnSites() {
        if (returnSites == null) {
            returnSites = linked.stream()
                    .map(slot -> slot - OFFSET)
                    .filter(index -> isLinked(index) && covers(index + 1))
                    .map(index -> index + 1)
                    .toArray();
        }
        return returnSites;
    }

    /** The indices where control may go on in the region after the instruction at an index, some perhaps not covered. */
    int[] successors(int index) {
        Instruction i = at(index);
        if (isLinked(index)) {
            return new int[] {index + (int) i.imm};
        }
        if (isReturn(index)) {
            return returnSites();
        }
        if (i.op == Operation.BRANCH_REGISTER) {
            return branchTargets(index);
        }
        int target = InstructionEffects.target(i, index);
        if (!InstructionEffects.fallsThrough(i)) {
            return target == InstructionEffects.NOWHERE ? new int[0] : new int[] {target};
        }
        return target == InstructionEffects.NOWHERE ? new int[] {index + 1} : new int[] {index + 1, target};
    }

    /** The page of the entry. */
    CodePage page() {
        CodePage page = pages[PAGES_BEFORE];
        if (page == null) {
            throw new IllegalStateException("a region has a page");
        }
        return page;
    }

    /** The pages that it covers something of, in order, null where nothing. */
    @Nullable
    CodePage[] pages() {
        @Nullable CodePage[] used = new CodePage[PAGES];
        for (int index = first; index <= last; index++) {
            if (covers(index)) {
                int number = slot(index) / CodePage.INSTRUCTIONS;
                used[number] = pages[number];
            }
        }
        return used;
    }

    /** Which of the pages is that of the entry. */
    static int own() {
        return PAGES_BEFORE;
    }

    /** Index of the entry. */
    int entry() {
        return entry;
    }

    /** Number of instructions; 0 if the entry is not worth a translation. */
    int count() {
        return count;
    }

    /** Index of the lowest instruction. */
    int first() {
        return first;
    }

    /** Index of the highest instruction. */
    int last() {
        return last;
    }

    /** Whether the instruction at any index is part of it. */
    boolean covers(int index) {
        return isNear(index) && covered[slot(index)] != null;
    }

    /** Whether there is floating-point arithmetic in it whose results need a second look. */
    boolean isGuarded() {
        for (int index = first; index <= last; index++) {
            if (covers(index) && at(index).op >= Operation.FP_SIMD && FpWriter.handles(at(index))) {
                return true;
            }
        }
        return false;
    }

    /** All instructions of all its pages in order, null where not covered. */
    @Nullable
    Instruction[] covered() {
        return covered;
    }

    /** The instructions from the first to the last, null where not covered. */
    @Nullable
    Instruction[] stretch() {
        return Arrays.copyOfRange(covered, slot(first), slot(last) + 1);
    }

    /** A covered instruction. */
    Instruction at(int index) {
        Instruction instruction = covered[slot(index)];
        if (instruction == null) {
            throw new IllegalArgumentException("not covered");
        }
        return instruction;
    }
}
