package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tombolo.core.spi.ProcessMemory;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ForkTest extends MemoryFixture {
    @Test
    void neitherSideSeesWhatTheOtherWritesAfterwards() {
        long address = map(4, RW, PRIVATE);
        store(memory, address, 1);
        ProcessMemory child = memory.fork();
        store(memory, address, 2);
        assertEquals(1, load(child, address));
        store(child, address, 3);
        assertEquals(2, load(memory, address));
        assertEquals(3, load(child, address));
        child.release();
    }

    @Test
    void sharedMemoryStaysShared() {
        long address = map(4, RW, SHARED);
        ProcessMemory child = memory.fork();
        store(child, address + PAGE, 5);
        assertEquals(5, load(memory, address + PAGE));
        assertEquals(memory.sharedLocation(address), child.sharedLocation(address));
        child.release();
    }

    @Test
    void whoIsLeftAloneWritesWithoutACopy() {
        long address = map(1, RW, PRIVATE);
        store(memory, address, 1);
        long frame = memory.addressSpace().hostAddress(address);
        memory.fork().release();
        store(memory, address, 2);
        assertEquals(frame, memory.addressSpace().hostAddress(address));
    }

    @Test
    void protectDoesNotGiveWriteAccessToSharedFrames() {
        long address = map(1, RW, PRIVATE);
        store(memory, address, 1);
        ProcessMemory child = memory.fork();
        memory.protect(address, PAGE, PROT_READ);
        memory.protect(address, PAGE, RW);
        store(memory, address, 2);
        assertEquals(1, load(child, address));
        child.release();
    }

    @Test
    void aChildKeepsMappingsApartThatItsParentWouldMakeOne() {
        long address = map(4, RW, PRIVATE);
        store(memory, address, 1);
        store(memory, address + 2 * PAGE, 1);
        memory.protect(address + 2 * PAGE, 2 * PAGE, PROT_READ);
        PagedMemory child = (PagedMemory) memory.fork();
        child.protect(address + 2 * PAGE, 2 * PAGE, RW);
        memory.protect(address + 2 * PAGE, 2 * PAGE, RW);
        assertEquals(1, memory.map().count());
        assertEquals(2, child.map().count());
        child.release();
    }

    @Test
    void aChildLosesTheLockAndNothingElse() {
        long address = map(4, RW, PRIVATE);
        memory.locks().lock(address, 2 * PAGE, 0);
        PagedMemory child = (PagedMemory) memory.fork();
        assertEquals(0, child.map().lockedBytes());
        assertEquals(2, child.map().count(), "what the lock kept apart stays apart");
        child.release();
    }

    /** A family of processes that write, fork and end at random agrees with a model that copies everything. */
    @Test
    void aFamilyAgreesWithAModelThatCopiesEverything() {
        Random random = new Random(11);
        int pages = 40;
        long address = map(pages, RW, PRIVATE);
        @Nullable ProcessMemory[] family = new @Nullable ProcessMemory[6];
        int[][] model = new int[6][];
        family[0] = memory;
        model[0] = new int[pages];
        for (int step = 1; step < 5000; step++) {
            int who = random.nextInt(6);
            if (family[who] == null) {
                int parent = random.nextInt(6);
                if (family[parent] != null) {
                    family[who] = family[parent].fork();
                    model[who] = model[parent].clone();
                }
            } else if (who > 0 && random.nextInt(20) == 0) {
                family[who].release();
                family[who] = null;
            } else {
                int page = random.nextInt(pages);
                assertEquals(model[who][page], load(family[who], address + page * PAGE), "step " + step);
                store(family[who], address + page * PAGE, step);
                model[who][page] = step;
            }
        }
        for (int who = 1; who < 6; who++) {
            if (family[who] != null) {
                family[who].release();
            }
        }
    }
}
