package io.tombolo.mm.internal.vma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.tombolo.core.spi.Access;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmaMapTest {
    private static final long PAGE = 4096;

    private static Vma at(long firstPage, long endPage, int protection) {
        return Vma.anonymous(firstPage * PAGE, endPage * PAGE, protection, 0);
    }

    @Test
    void neighboursWithEqualRightsBecomeOne() {
        VmaMap map = VmaMap.EMPTY
                .with(at(10, 12, Access.READ))
                .with(at(14, 16, Access.READ))
                .with(at(12, 14, Access.READ));
        assertEquals(1, map.count(), "three adjoining VMAs with equal rights");
        assertEquals(at(10, 16, Access.READ), map.find(11 * PAGE));
    }

    @Test
    void neighboursWithOtherRightsStayApart() {
        VmaMap map = VmaMap.EMPTY.with(at(10, 12, Access.READ)).with(at(12, 14, Access.READ | Access.WRITE));
        assertEquals(2, map.count());
    }

    @Test
    void removingTheMiddleLeavesBothEnds() {
        VmaMap map = VmaMap.EMPTY.with(at(10, 20, Access.READ)).without(13 * PAGE, 15 * PAGE);
        assertEquals(at(10, 13, Access.READ), map.find(10 * PAGE));
        assertNull(map.find(13 * PAGE));
        assertEquals(at(15, 20, Access.READ), map.find(15 * PAGE));
        assertEquals(8 * PAGE, map.bytes());
    }

    @Test
    void changingRightsAndBackRestoresOneVma() {
        VmaMap map = VmaMap.EMPTY.with(at(10, 20, Access.READ));
        VmaMap split = map.changing(12 * PAGE, 14 * PAGE, vma -> vma.withProtection(Access.NONE));
        assertEquals(3, split.count());
        VmaMap back = split.changing(12 * PAGE, 14 * PAGE, vma -> vma.withProtection(Access.READ));
        assertEquals(1, back.count());
        assertEquals(1, map.count(), "the map that was changed is a value and stays as it was");
    }

    @Test
    void removingNothingChangesNothing() {
        VmaMap map = VmaMap.EMPTY.with(at(10, 20, Access.READ));
        assertSame(map, map.without(0, 10 * PAGE));
    }

    @Test
    void roomIsFoundBelowTheTopmostVmaThatLeavesEnough() {
        VmaMap map = VmaMap.EMPTY.with(at(90, 95, Access.READ)).with(at(80, 85, Access.READ));
        assertEquals(95 * PAGE, map.highestGap(5 * PAGE, PAGE, 100 * PAGE));
        assertEquals(74 * PAGE, map.highestGap(6 * PAGE, PAGE, 100 * PAGE));
        assertEquals(85 * PAGE, map.lowestGap(5 * PAGE, 80 * PAGE, 100 * PAGE));
        assertEquals(-1, map.highestGap(6 * PAGE, 80 * PAGE, 100 * PAGE));
    }

    @Test
    void noRoomIsFoundInTheGuardGapOfAStack() {
        long stack = 1 << 30;
        VmaMap map = VmaMap.EMPTY.with(Vma.anonymous(stack, stack + PAGE, Access.READ, Vma.GROWS_DOWN));
        assertEquals(stack - Vma.GUARD_GAP - PAGE, map.highestGap(PAGE, PAGE, stack));
    }

    /** Page by page, what a random history of edits leaves equals what an array of pages says. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithAnArrayOfPages(long seed) {
        Random random = new Random(seed);
        int pages = 300;
        int[] model = new int[pages];
        VmaMap map = VmaMap.EMPTY;
        for (int step = 0; step < 4000; step++) {
            int from = random.nextInt(pages);
            int to = Math.min(pages, from + 1 + random.nextInt(20));
            int protection = random.nextInt(8);
            switch (random.nextInt(3)) {
                case 0 -> {
                    map = map.without(from * PAGE, to * PAGE);
                    java.util.Arrays.fill(model, from, to, 0);
                }
                case 1 -> {
                    map = map.without(from * PAGE, to * PAGE).with(at(from, to, protection));
                    java.util.Arrays.fill(model, from, to, protection + 1);
                }
                default -> {
                    map = map.changing(from * PAGE, to * PAGE, vma -> vma.withProtection(protection));
                    for (int page = from; page < to; page++) {
                        model[page] = model[page] == 0 ? 0 : protection + 1;
                    }
                }
            }
            check(map, model, "seed " + seed + ", step " + step);
            checkGap(map, model, 1 + random.nextInt(12), "seed " + seed + ", step " + step);
        }
    }

    private static void check(VmaMap map, int[] model, String where) {
        int runs = 0;
        long bytes = 0;
        for (int page = 0; page < model.length; page++) {
            Vma vma = map.find(page * PAGE);
            assertEquals(model[page], vma == null ? 0 : vma.protection() + 1, where + ", page " + page);
            bytes += model[page] == 0 ? 0 : PAGE;
            runs += model[page] != 0 && (page == 0 || model[page - 1] != model[page]) ? 1 : 0;
        }
        assertEquals(runs, map.count(), where + ": VMAs must be merged as far as they can");
        assertEquals(bytes, map.bytes(), where);
    }

    private static void checkGap(VmaMap map, int[] model, int length, String where) {
        long highest = -1;
        long lowest = -1;
        for (int page = 0; page + length <= model.length; page++) {
            boolean free = true;
            for (int i = page; i < page + length; i++) {
                free &= model[i] == 0;
            }
            if (free) {
                highest = page * PAGE;
                lowest = lowest < 0 ? page * PAGE : lowest;
            }
        }
        long end = model.length * PAGE;
        assertEquals(highest, map.highestGap(length * PAGE, 0, end), where + ", room for " + length);
        assertEquals(lowest, map.lowestGap(length * PAGE, 0, end), where + ", room for " + length);
    }
}
