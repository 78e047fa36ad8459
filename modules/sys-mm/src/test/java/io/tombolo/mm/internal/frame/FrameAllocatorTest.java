package io.tombolo.mm.internal.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameAllocatorTest {
    @Test
    void handsOutEveryFrameOnceAndThenSaysNo() {
        FrameAllocator frames = new FrameAllocator(2);
        BitSet seen = new BitSet();
        for (int i = 0; i < 128; i++) {
            int frame = frames.allocate(1);
            assertFalse(seen.get(frame), "frame " + frame + " was handed out twice");
            seen.set(frame);
        }
        assertEquals(FrameAllocator.NONE, frames.allocate(1));
    }

    @Test
    void aWholeClusterComesBackWhenItsFramesWereFreedOneByOne() {
        FrameAllocator frames = new FrameAllocator(1);
        int first = frames.allocate(64);
        for (int i = 63; i >= 0; i--) {
            frames.free(first + i, 1);
        }
        assertEquals(0, frames.used());
        assertEquals(first, frames.allocate(64));
    }

    @Test
    void runsNeverOverlapWhateverTheHistory() {
        Random random = new Random(7);
        FrameAllocator frames = new FrameAllocator(40);
        BitSet used = new BitSet();
        List<int[]> runs = new ArrayList<>();
        for (int step = 0; step < 50_000; step++) {
            if (random.nextInt(5) < 3) {
                int count = random.nextBoolean() ? 16 : 1 + random.nextInt(64);
                int first = frames.allocate(count);
                if (first != FrameAllocator.NONE) {
                    assertTrue(used.nextSetBit(first) < 0 || used.nextSetBit(first) >= first + count, "step " + step);
                    used.set(first, first + count);
                    runs.add(new int[] {first, count});
                }
            } else if (!runs.isEmpty()) {
                int[] run = runs.remove(random.nextInt(runs.size()));
                frames.free(run[0], run[1]);
                used.clear(run[0], run[0] + run[1]);
            }
            assertEquals(used.cardinality(), frames.used(), "step " + step);
        }
        assertNotEquals(0, frames.used(), "the history must have left something, or it proves nothing");
    }
}
