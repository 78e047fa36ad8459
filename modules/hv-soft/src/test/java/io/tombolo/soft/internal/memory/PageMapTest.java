package io.tombolo.soft.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.PlainMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageMapTest {
    private static final long PAGES = 512;
    private static final int READ_WRITE = PageMap.PRESENT | PageMap.READ | PageMap.WRITE;

    private final PlainMemory table = new PlainMemory(PAGES * Long.BYTES);
    private final PlainMemory memory = new PlainMemory(4 * PageMap.PAGE_SIZE);
    private final PageMap map = new PageMap(table.hostAddress(), PAGES);

    /** Guest pages 10 and 11 lie apart, and in the other order, in host memory. */
    @BeforeEach
    void mapTwoPages() {
        point(10, 3, READ_WRITE);
        point(11, 0, READ_WRITE);
    }

    @AfterEach
    void free() {
        table.release();
        memory.release();
    }

    private void point(long page, int hostPage, int permissions) {
        long host = memory.hostAddress() + (long) hostPage * PageMap.PAGE_SIZE;
        map.setEntry(page, host - (page << PageMap.PAGE_SHIFT) | permissions);
    }

    private static GuestTrap trap(Runnable access) {
        return assertThrows(GuestTrap.class, access::run);
    }

    @Test
    void valuesThatCrossPagesAreStoredAndLoadedWhole() {
        long boundary = 11 * PageMap.PAGE_SIZE;
        for (int before = 0; before <= 8; before++) {
            map.store64(boundary - before, 0x1122334455667788L);
            assertEquals(0x1122334455667788L, map.load64(boundary - before), before + " bytes before the boundary");
        }
        map.store32(boundary - 1, 0xaabbccddL);
        assertEquals(0xaabbccddL, map.load32(boundary - 1));
        map.store16(boundary - 1, 0xbeef);
        assertEquals(0xef, map.load8(boundary - 1));
        assertEquals(0xbe, map.load8(boundary));
    }

    @Test
    void loadsAreZeroExtended() {
        map.store64(10 * PageMap.PAGE_SIZE, -1);
        assertEquals(0xff, map.load8(10 * PageMap.PAGE_SIZE));
        assertEquals(0xffff, map.load16(10 * PageMap.PAGE_SIZE));
        assertEquals(0xffffffffL, map.load32(10 * PageMap.PAGE_SIZE));
    }

    @Test
    void aStoreThatCannotBeCompletedStoresNothing() {
        long last = 12L * PageMap.PAGE_SIZE - 8;
        map.store64(last, 42);
        GuestTrap trap = trap(() -> map.storePair64(last, 1, 2));
        assertEquals(12L * PageMap.PAGE_SIZE, trap.address);
        assertEquals(GuestTrap.Access.WRITE, trap.access);
        assertEquals(42, map.load64(last));
    }

    @Test
    void permissionsAreSeparate() {
        point(10, 3, PageMap.PRESENT | PageMap.READ);
        map.load64(10L * PageMap.PAGE_SIZE);
        assertEquals(GuestTrap.Access.WRITE, trap(() -> map.store8(10L * PageMap.PAGE_SIZE, 0)).access);
        point(10, 3, PageMap.PRESENT | PageMap.EXECUTE);
        assertEquals(GuestTrap.Access.READ, trap(() -> map.load8(10L * PageMap.PAGE_SIZE)).access);
    }

    @Test
    void nothingIsMappedBeyondTheTable() {
        for (long address : new long[] {PAGES << PageMap.PAGE_SHIFT, 1L << 54, 1L << 55, -1, -PageMap.PAGE_SIZE}) {
            assertEquals(0, map.entry(address), "entry of 0x" + Long.toHexString(address));
        }
        assertThrows(IllegalArgumentException.class, () -> map.setEntry(PAGES, 1));
        assertThrows(IllegalArgumentException.class, () -> map.setEntry(-1, 1));
    }

    @Test
    void everyPageIsAbsentAfterClosing() {
        map.close();
        assertEquals(10L * PageMap.PAGE_SIZE, trap(() -> map.load8(10L * PageMap.PAGE_SIZE)).address);
    }
}
