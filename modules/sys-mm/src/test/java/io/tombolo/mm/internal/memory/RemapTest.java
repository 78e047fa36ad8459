package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.FaultResult;
import org.junit.jupiter.api.Test;

class RemapTest extends MemoryFixture {
    private static final long FREE = 0x20_0000_0000L;

    private long mapAt(long address, long pages) {
        return memory.map(address, pages * PAGE, RW, PRIVATE | MAP_FIXED, null, 0);
    }

    @Test
    void growsInPlaceWhereThereIsRoom() {
        long address = mapAt(FREE, 2);
        store(memory, address, 5);
        assertEquals(address, memory.remap(address, 2 * PAGE, 4 * PAGE, 0, 0));
        assertEquals(5, load(memory, address));
        assertEquals(0, load(memory, address + 3 * PAGE));
    }

    @Test
    void movesWhereThereIsNoneWithoutCopyingAByte() {
        long address = mapAt(FREE, 2);
        mapAt(FREE + 2 * PAGE, 1);
        store(memory, address + PAGE, 5);
        long frame = memory.addressSpace().hostAddress(address + PAGE);
        assertErrno(Errno.ENOMEM, () -> memory.remap(address, 2 * PAGE, 4 * PAGE, 0, 0));
        long moved = memory.remap(address, 2 * PAGE, 4 * PAGE, MREMAP_MAYMOVE, 0);
        assertNotEquals(address, moved);
        assertEquals(frame, memory.addressSpace().hostAddress(moved + PAGE));
        assertEquals(5, load(memory, moved + PAGE));
        assertEquals(FaultResult.NOT_MAPPED, touch(memory, address, Access.READ));
    }

    @Test
    void shrinksAtTheEnd() {
        long address = mapAt(FREE, 4);
        assertEquals(address, memory.remap(address, 4 * PAGE, PAGE, 0, 0));
        assertEquals(FaultResult.NOT_MAPPED, touch(memory, address + PAGE, Access.READ));
    }

    @Test
    void fixedTargetIsReplaced() {
        long address = mapAt(FREE, 1);
        long target = mapAt(FREE + 16 * PAGE, 3);
        store(memory, address, 1);
        store(memory, target + PAGE, 2);
        int flags = MREMAP_MAYMOVE | MREMAP_FIXED;
        assertEquals(target + PAGE, memory.remap(address, PAGE, PAGE, flags, target + PAGE));
        assertEquals(1, load(memory, target + PAGE));
        assertErrno(Errno.EINVAL, () -> memory.remap(target, 2 * PAGE, 2 * PAGE, flags, target + PAGE));
        assertErrno(Errno.EINVAL, () -> memory.remap(target, PAGE, PAGE, MREMAP_FIXED, FREE));
    }

    @Test
    void keptMappingIsEmptyAfterwards() {
        long address = mapAt(FREE, 2);
        store(memory, address, 1);
        long moved = memory.remap(address, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, 0);
        assertEquals(1, load(memory, moved));
        assertEquals(0, load(memory, address));
    }

    @Test
    void oldSizeZeroDuplicatesASharedMappingOnly() {
        long shared = map(2, RW, SHARED);
        store(memory, shared + PAGE, 3);
        long twin = memory.remap(shared, 0, 2 * PAGE, MREMAP_MAYMOVE, 0);
        assertEquals(3, load(memory, twin + PAGE));
        store(memory, twin, 4);
        assertEquals(4, load(memory, shared));
        long own = map(2, RW, PRIVATE);
        assertErrno(Errno.EINVAL, () -> memory.remap(own, 0, 2 * PAGE, MREMAP_MAYMOVE, 0));
    }

    @Test
    void mappingsGrowOneAtATime() {
        long address = mapAt(FREE, 2);
        memory.protect(address + PAGE, PAGE, PROT_READ);
        assertErrno(Errno.EFAULT, () -> memory.remap(address, 2 * PAGE, 4 * PAGE, MREMAP_MAYMOVE, 0));
        assertErrno(Errno.EFAULT, () -> memory.remap(FREE - PAGE, PAGE, 2 * PAGE, MREMAP_MAYMOVE, 0));
        assertErrno(Errno.EINVAL, () -> memory.remap(address + 1, PAGE, 2 * PAGE, MREMAP_MAYMOVE, 0));
        assertErrno(Errno.EINVAL, () -> memory.remap(address, PAGE, 0, MREMAP_MAYMOVE, 0));
        assertErrno(Errno.EINVAL, () -> memory.remap(address, PAGE, PAGE, 8, 0));
    }

    @Test
    void severalMappingsMoveTogetherWithTheGapsBetweenThem() {
        mapAt(FREE, 1);
        mapAt(FREE + 2 * PAGE, 2);
        memory.protect(FREE + 3 * PAGE, PAGE, PROT_READ);
        store(memory, FREE, 1);
        store(memory, FREE + 2 * PAGE, 2);
        long target = FREE + 64 * PAGE;
        long neighbour = mapAt(target + PAGE, 1);
        assertEquals(target, memory.remap(FREE, 4 * PAGE, 4 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, target));
        assertEquals(1, load(memory, target));
        assertEquals(2, load(memory, target + 2 * PAGE));
        assertEquals(FaultResult.NOT_PERMITTED, store(memory, target + 3 * PAGE, 1));
        assertEquals(0, load(memory, neighbour), "what lies in a gap stays");
        assertErrno(
                Errno.EFAULT, () -> memory.remap(FREE, PAGE, PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, target + 8 * PAGE));
    }

    @Test
    void untouchedMemoryBecomesOneWithItsNewNeighbourAndWrittenMemoryDoesNot() {
        mapAt(FREE, 8);
        int flags = MREMAP_MAYMOVE | MREMAP_FIXED;
        memory.remap(FREE, 2 * PAGE, 2 * PAGE, flags, FREE + 8 * PAGE);
        assertEquals(1, memory.map().count(), "the pages were nowhere before");
        store(memory, FREE + 2 * PAGE, 1);
        memory.remap(FREE + 2 * PAGE, 2 * PAGE, 2 * PAGE, flags, FREE + 10 * PAGE);
        assertEquals(2, memory.map().count(), "written pages keep the place where they were written");
        memory.remap(FREE + 10 * PAGE, 2 * PAGE, 2 * PAGE, flags, FREE + 2 * PAGE);
        assertEquals(1, memory.map().count(), "and are at home there again");
    }
}
