package io.tombolo.soft.internal.translate;

import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.decode.Instruction;
import io.tombolo.soft.internal.decode.Operation;
import io.tombolo.soft.internal.memory.CodePage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The instructions of one page that direct branches reach from an entry, up to a limit; what becomes one method. Immutable once found. */
final class Region {
    private final @Nullable Instruction[] covered = new Instruction[CodePage.INSTRUCTIONS];
    private final CodePage page;
    private final int entry;
    private int first = CodePage.INSTRUCTIONS;
    private int last = -1;
    private int count;

    private Region(CodePage page, int entry) {
        this.page = page;
        this.entry = entry;
    }

    /** Finds the region at an entry, decoding what is not decoded yet: the page's memory must be readable. Breadth first. */
    static Region find(CodePage page, int entry, Decoder decoder, int limit) {
        Region region = new Region(page, entry);
        region.collect(index -> region.decoded(index, decoder), limit);
        return region;
    }

    /** A part of it with at most a number of instructions; memory is not looked at. */
    Region smaller(int limit) {
        Region region = new Region(page, entry);
        region.collect(index -> covered[index], limit);
        return region;
    }

    private Instruction decoded(int index, Decoder decoder) {
        Instruction instruction = page.slots()[index].original();
        return instruction.op == Operation.UNDECODED ? page.decode(decoder, index) : instruction;
    }

    private void collect(IntFunction<@Nullable Instruction> source, int limit) {
        Deque<Integer> leaders = new ArrayDeque<>();
        leaders.add(entry);
        while (!leaders.isEmpty() && count < limit) {
            follow(leaders.remove(), leaders, source, limit);
        }
    }

    private void follow(int leader, Deque<Integer> leaders, IntFunction<@Nullable Instruction> source, int limit) {
        for (int index = leader; index < CodePage.INSTRUCTIONS && covered[index] == null && count < limit; index++) {
            Instruction instruction = source.apply(index);
            if (instruction == null || InstructionEffects.leavesTheLoop(instruction)) {
                return;
            }
            covered[index] = instruction;
            count++;
            first = Math.min(first, index);
            last = Math.max(last, index);
            int target = InstructionEffects.target(instruction, index);
            if (target >= 0 && target < CodePage.INSTRUCTIONS) {
                leaders.add(target);
            }
            if (!InstructionEffects.fallsThrough(instruction)) {
                return;
            }
        }
    }

    /** The page. */
    CodePage page() {
        return page;
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

    /** Whether the instruction at an index, which may be outside of the page, is part of it. */
    boolean covers(int index) {
        return index >= 0 && index < CodePage.INSTRUCTIONS && covered[index] != null;
    }

    /** All instructions by index in the page, null where not covered. */
    @Nullable
    Instruction[] covered() {
        return covered;
    }

    /** A covered instruction. */
    Instruction at(int index) {
        Instruction instruction = covered[index];
        if (instruction == null) {
            throw new IllegalArgumentException("not covered");
        }
        return instruction;
    }
}
