package io.tombolo.mm.internal.vma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.spi.Access;
import java.util.Objects;
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

    @Test
    void theGuardGapOfAStackBoundsOnlyTheRoomRightBelowIt() {
        long stack = 1 << 30;
        Vma below = Vma.anonymous(stack - 4 * PAGE, stack - 2 * PAGE, Access.READ, 0);
        VmaMap map = VmaMap.EMPTY.with(below).with(Vma.anonymous(stack, stack + PAGE, Access.READ, Vma.GROWS_DOWN));
        for (int tries = 0; tries < 20; tries++) {
            // The tree's shape is random.
            VmaMap again = map.without(below.start(), below.end()).with(below);
            assertEquals(below.start() - PAGE, again.highestGap(PAGE, PAGE, stack));
            assertEquals(below.start() - PAGE, again.lowestGap(PAGE, below.start() - PAGE, stack));
        }
    }

    @Test
    void writtenPagesOfTwoOwnersStayApart() {
        Vma first = at(10, 12, Access.READ).withAnon(AnonVma.ownPages());
        Vma second = at(12, 14, Access.READ).withAnon(AnonVma.ownPages());
        assertEquals(2, VmaMap.EMPTY.with(first).with(second).count());
        VmaMap bridged = VmaMap.EMPTY.with(first).with(at(14, 16, Access.READ).withAnon(AnonVma.ownPages()));
        assertEquals(2, bridged.with(at(12, 14, Access.READ)).count(), "what lies between joins one of them");
    }

    @Test
    void inheritedPagesAreNotLentToANeighbour() {
        Vma inherited = at(10, 12, Access.READ).withAnon(AnonVma.inheritedPages());
        assertEquals(
                2, VmaMap.EMPTY.with(inherited).with(at(12, 14, Access.READ)).count());
        assertEquals(
                1, VmaMap.EMPTY.with(inherited).extending(inherited, 14 * PAGE).count());
    }

    @Test
    void aFirstWriteTakesTheNeighboursOwnerIfOnlyTheirRightsDiffer() {
        Vma reader = at(10, 12, Access.READ).withAnon(AnonVma.ownPages());
        Vma writer = at(12, 14, Access.READ | Access.WRITE);
        VmaMap map = VmaMap.EMPTY.with(reader).with(writer).withPagesOwned(writer);
        assertSame(reader.anon(), Objects.requireNonNull(map.find(12 * PAGE)).anon());
        VmaMap equal = map.changing(10 * PAGE, 12 * PAGE, vma -> vma.withProtection(Access.READ | Access.WRITE));
        assertEquals(1, equal.count());
    }

    @Test
    void theHeapJoinsWhatLiesBelowItOnly() {
        VmaMap map = VmaMap.EMPTY.with(at(14, 16, Access.READ)).withHeap(at(12, 14, Access.READ));
        assertEquals(2, map.count());
        assertEquals(2, map.withHeap(at(16, 18, Access.READ)).count());
    }

    @Test
    void anExtensionReachesTheNextMapping() {
        Vma first = at(10, 12, Access.READ);
        VmaMap map = VmaMap.EMPTY.with(first).with(at(14, 16, Access.READ));
        assertEquals(1, map.extending(first, 14 * PAGE).count());
        assertEquals(2, map.extending(first, 13 * PAGE).count());
    }

    @Test
    void copiesAndCutsStayApart() {
        VmaMap map = VmaMap.EMPTY.with(at(10, 20, Access.READ)).cutAt(12 * PAGE, 14 * PAGE);
        assertEquals(3, map.count());
        assertEquals(3, map.copying(vma -> vma.withFlags(0, Vma.LOCKED)).count());
        assertEquals(
                2, map.copying(vma -> vma.start() == 12 * PAGE ? null : vma).count());
    }

    /** What an edit and a search cost is bound by the depth. A random treap of n nodes is about 2 ln n deep; 100,000 nodes give 50. */
    @Test
    void aHundredThousandMappingsMakeAShallowTree() {
        VmaMap map = VmaMap.EMPTY;
        for (int index = 0; index < 100_000; index++) {
            map = map.with(at(2L * index + 16, 2L * index + 17, Access.READ));
        }
        assertEquals(100_000, map.count());
        int depth = map.depth();
        assertTrue(depth < 100, () -> "a path of " + depth + " nodes");
        assertEquals(17 * PAGE, map.lowestGap(PAGE, 16 * PAGE, 1L << 40));
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
