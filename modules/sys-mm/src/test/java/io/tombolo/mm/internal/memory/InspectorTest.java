package io.tombolo.mm.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.spi.MappingUsage;
import io.tombolo.core.spi.MemoryUsage;
import io.tombolo.core.spi.ProcessMemory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InspectorTest extends MemoryFixture {
    private MappingUsage only() {
        return only(memory);
    }

    private static MappingUsage only(ProcessMemory of) {
        List<MappingUsage> all = of.mappingUsages();
        assertEquals(1, all.size());
        return all.getFirst();
    }

    @Test
    void onlyTouchedPagesAreResidentThoughTheirNeighboursArePresent() {
        long address = map(64, RW, PRIVATE);
        store(memory, address, 1);
        store(memory, address + 20 * PAGE, 1);
        MappingUsage usage = only();
        assertEquals(2 * PAGE, usage.resident());
        assertEquals(2 * PAGE, usage.anonymous());
        assertEquals(2 * PAGE, usage.dirty());
        assertEquals(2 * PAGE, usage.proportional());
        assertTrue(usage.frames() >= usage.resident());
        assertEquals(0, usage.windows());
        assertEquals(2 * PAGE, memory.usage().resident());
    }

    @Test
    void aPageIsDividedAmongThoseWhoShareIt() {
        long address = map(8, RW, PRIVATE);
        for (int page = 0; page < 8; page++) {
            store(memory, address + page * PAGE, page);
        }
        ProcessMemory child = memory.fork();
        ProcessMemory second = memory.fork();
        assertEquals(8 * PAGE / 3, only().proportional());
        assertEquals(8 * PAGE, only().shared());
        store(child, address, 9);
        assertEquals(PAGE + 7 * PAGE / 3, only(child).proportional());
        assertEquals(7 * PAGE, only(child).shared());
        assertEquals(PAGE / 2 + 7 * PAGE / 3, only().proportional());
        child.release();
        second.release();
        assertEquals(0, only().shared());
        assertEquals(8 * PAGE, only().proportional());
    }

    @Test
    void sharedMemoryIsNobodysOwn() {
        long address = map(8, RW, SHARED);
        store(memory, address + PAGE, 1);
        assertEquals(PAGE, only().resident());
        assertEquals(0, only().anonymous());
        assertTrue(only().memoryFile());
        assertEquals(PAGE, memory.usage().sharedMemory());
        ProcessMemory child = memory.fork();
        assertEquals(0, only(child).resident(), "a child finds shared pages by faults");
        load(child, address + PAGE);
        assertEquals(PAGE / 2, only(child).proportional());
        child.release();
    }

    @Test
    void whatIsLockedAndAdvisedIsTold() {
        long address = map(4, RW, PRIVATE);
        memory.locks().lock(address, 4 * PAGE, 0);
        assertEquals("rd wr mr mw me lo ac ", only().flags());
        assertTrue(only().locked());
        assertEquals(4 * PAGE, memory.usage().locked());
    }

    @Test
    void peaksStayUntilTheyAreReset() {
        long address = map(256, RW, PRIVATE);
        for (int page = 0; page < 256; page++) {
            store(memory, address + page * PAGE, page);
        }
        memory.unmap(address, 256 * PAGE);
        MemoryUsage after = memory.usage();
        assertEquals(0, after.resident());
        assertEquals(0, after.virtual());
        assertEquals(256 * PAGE, after.peakResident());
        assertEquals(256 * PAGE, after.peakVirtual());
        memory.resetPeakResident();
        assertEquals(0, memory.usage().peakResident());
    }

    @Test
    void residentPagesAreVisitedInOrderAndAbsentOnesAreNot() {
        long address = map(1 << 18, RW, PRIVATE);
        store(memory, address + 5 * PAGE, 1);
        store(memory, address + (1 << 17) * PAGE, 1);
        List<Long> visited = new ArrayList<>();
        memory.forEachResidentPage(address, (1L << 18) * PAGE, (page, shared, exclusive) -> {
            assertTrue(exclusive && !shared);
            visited.add(page);
        });
        assertEquals(List.of(address + 5 * PAGE, address + (1 << 17) * PAGE), visited);
    }
}
