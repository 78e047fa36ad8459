package io.tombolo.soft.internal.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OccupancyTest {
    private static final int STRETCH = 1 << Occupancy.STRETCH_SHIFT;
    private static final int STRETCHES = 20_000;
    private static final long PAGES = (long) STRETCHES * STRETCH;

    @Test
    void anEmptyOneHasNothingToVisit() {
        assertEquals(PAGES, new Occupancy(PAGES).next(0, PAGES));
    }

    @Test
    void findsWhatABitSetFinds() {
        Random random = new Random(1);
        Occupancy occupancy = new Occupancy(PAGES);
        BitSet expected = new BitSet(STRETCHES);
        for (int i = 0; i < 200; i++) {
            int first = random.nextInt(STRETCHES);
            int last = Math.min(first + (random.nextInt(4) == 0 ? random.nextInt(300) : 0), STRETCHES - 1);
            occupancy.mark(
                    (long) first * STRETCH + random.nextInt(STRETCH),
                    (long) last * STRETCH + 1 + random.nextInt(STRETCH));
            expected.set(first, last + 1);
        }
        for (int i = 0; i < 20_000; i++) {
            long page = random.nextLong(PAGES);
            long end = page + 1 + random.nextLong(PAGES - page);
            int stretch = expected.nextSetBit((int) (page / STRETCH));
            long found = stretch < 0 ? end : Math.min(end, Math.max(page, (long) stretch * STRETCH));
            assertEquals(found, occupancy.next(page, end), "from page " + page + " to " + end);
        }
    }

    @Test
    void forgetsAStretchThatWasEmptiedAsAWhole() {
        Occupancy occupancy = new Occupancy(PAGES);
        occupancy.mark(STRETCH, 4 * STRETCH);
        occupancy.clearIfWhole(2 * STRETCH, 3 * STRETCH);
        assertEquals(3L * STRETCH, occupancy.next(2 * STRETCH, PAGES));
        assertEquals(STRETCH, occupancy.next(0, PAGES), "its neighbours stay");
    }

    @Test
    void keepsAStretchThatWasEmptiedInPart() {
        Occupancy occupancy = new Occupancy(PAGES);
        occupancy.mark(STRETCH, 2 * STRETCH);
        occupancy.clearIfWhole(STRETCH, 2 * STRETCH - 1);
        assertEquals(STRETCH, occupancy.next(0, PAGES));
    }
}
