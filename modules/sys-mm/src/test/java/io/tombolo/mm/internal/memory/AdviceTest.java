package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.ProcessMemory;
import org.junit.jupiter.api.Test;

class AdviceTest extends MemoryFixture {
    @Test
    void droppedMemoryIsZeroAndGoesBackToTheHost() {
        long address = map(256, RW, PRIVATE);
        for (int page = 0; page < 256; page++) {
            store(memory, address + page * PAGE, 1);
        }
        assertTrue(pool.residentBytes() >= 256 * PAGE);
        memory.advise(address, 256 * PAGE, MADV_DONTNEED);
        assertEquals(0, pool.residentBytes());
        assertEquals(0, load(memory, address + 100 * PAGE));
    }

    @Test
    void sharedMemoryKeepsItsContentWhenItIsDroppedAndLosesItWhenItIsRemoved() {
        long address = map(2, RW, SHARED);
        store(memory, address, 5);
        memory.advise(address, PAGE, MADV_DONTNEED);
        assertEquals(5, load(memory, address));
        memory.advise(address, PAGE, MADV_REMOVE);
        assertEquals(0, load(memory, address));
    }

    @Test
    void holesAnswerAfterTheRestWasDone() {
        long address = map(3, RW, PRIVATE);
        store(memory, address, 1);
        store(memory, address + 2 * PAGE, 1);
        memory.unmap(address + PAGE, PAGE);
        assertErrno(Errno.ENOMEM, () -> memory.advise(address, 3 * PAGE, MADV_DONTNEED));
        assertEquals(0, load(memory, address));
        assertEquals(0, load(memory, address + 2 * PAGE));
    }

    @Test
    void adviceThatLinuxDoesNotKnowIsRefused() {
        long address = map(1, RW, PRIVATE);
        for (int advice : new int[] {-1, 5, 6, 7, 26, 99, 100, 104}) {
            assertErrno(Errno.EINVAL, () -> memory.advise(address, PAGE, advice));
        }
        assertErrno(Errno.EINVAL, () -> memory.advise(address + 1, PAGE, MADV_NORMAL));
        memory.advise(address, 0, MADV_DONTNEED);
    }

    @Test
    void aChildDoesNotInheritWhatItShallNot() {
        long hidden = map(1, RW, PRIVATE);
        long wiped = map(1, PROT_READ | PROT_WRITE | PROT_EXEC, PRIVATE);
        store(memory, hidden, 1);
        store(memory, wiped, 1);
        memory.advise(hidden, PAGE, MADV_DONTFORK);
        memory.advise(wiped, PAGE, MADV_WIPEONFORK);
        ProcessMemory child = memory.fork();
        assertEquals(FaultResult.NOT_MAPPED, touch(child, hidden, Access.READ));
        assertEquals(0, load(child, wiped));
        assertEquals(1, load(memory, wiped));
        child.release();
        assertErrno(Errno.EINVAL, () -> memory.advise(map(1, RW, SHARED), PAGE, MADV_WIPEONFORK));
    }

    @Test
    void populatingSaysWhyItCannot() {
        long address = map(2, PROT_READ, PRIVATE);
        memory.advise(address, 2 * PAGE, MADV_POPULATE_READ);
        assertTrue(memory.addressSpace().access(address + PAGE) != 0);
        assertErrno(Errno.EINVAL, () -> memory.advise(address, PAGE, MADV_POPULATE_WRITE));
        memory.unmap(address + PAGE, PAGE);
        assertErrno(Errno.ENOMEM, () -> memory.advise(address, 2 * PAGE, MADV_POPULATE_READ));
    }

    @Test
    void residencyIsTheHosts() {
        long address = map(16, RW, PRIVATE);
        store(memory, address + 9 * PAGE, 1);
        byte[] resident = memory.residency(address + PAGE, 10 * PAGE);
        assertEquals(0, resident[0] & 1, "a page that nobody touched");
        assertEquals(1, resident[8] & 1, "a page that was written");
        memory.unmap(address, PAGE);
        assertErrno(Errno.ENOMEM, () -> memory.residency(address, 4 * PAGE));
        assertErrno(Errno.EINVAL, () -> memory.residency(address + 1, PAGE));
    }

    @Test
    void lockedMemoryIsLimitedAndCannotBeDropped() {
        long address = map(4, RW, PRIVATE);
        memory.limits().resources().set(ResourceLimits.LOCKED_MEMORY, 2 * PAGE, 2 * PAGE);
        assertErrno(Errno.ENOMEM, () -> memory.locks().lock(address, 3 * PAGE, 0));
        memory.locks().lock(address + 1, PAGE, 0);
        assertErrno(Errno.EINVAL, () -> memory.advise(address, PAGE, MADV_DONTNEED));
        memory.locks().lock(address, 2 * PAGE, 0);
        assertErrno(Errno.EAGAIN, () -> map(1, RW, PRIVATE | MAP_LOCKED));
        memory.locks().unlock(address, 4 * PAGE);
        memory.advise(address, PAGE, MADV_DONTNEED);
        assertErrno(Errno.EINVAL, () -> memory.locks().lockAll(0));
        assertErrno(Errno.EINVAL, () -> memory.locks().lockAll(MCL_ONFAULT));
    }

    @Test
    void lockingLeavesWhatLiesBeyondARefusedPageAbsent() {
        long address = map(3, RW, PRIVATE);
        memory.protect(address + PAGE, PAGE, PROT_NONE);
        assertErrno(Errno.ENOMEM, () -> memory.locks().lock(address, 3 * PAGE, 0));
        assertTrue(memory.addressSpace().access(address) != 0, "what lies before the page that nobody may touch");
        assertEquals(0, memory.addressSpace().access(address + 2 * PAGE), "what lies after it");
        assertEquals(3 * PAGE, memory.map().lockedBytes());
    }

    @Test
    void limitsOfSpaceAndDataAreKept() {
        map(4, RW, PRIVATE);
        memory.limits().resources().set(ResourceLimits.DATA, 6 * PAGE, -1);
        map(2, RW, PRIVATE);
        assertErrno(Errno.ENOMEM, () -> map(1, RW, PRIVATE));
        long readOnly = map(2, PROT_READ, PRIVATE);
        assertErrno(Errno.ENOMEM, () -> memory.protect(readOnly, PAGE, RW));
        memory.limits().resources().set(ResourceLimits.ADDRESS_SPACE, 9 * PAGE, -1);
        map(1, PROT_READ, PRIVATE);
        assertErrno(Errno.ENOMEM, () -> map(1, PROT_READ, PRIVATE));
        assertErrno(Errno.ENOMEM, () -> memory.remap(readOnly, 2 * PAGE, 3 * PAGE, MREMAP_MAYMOVE, 0));
    }

    @Test
    void guardedPagesCannotBeTouchedUntilTheGuardGoes() {
        long address = map(4, RW, PRIVATE);
        store(memory, address + PAGE, 1);
        memory.advise(address + PAGE, 2 * PAGE, MADV_GUARD_INSTALL);
        assertEquals(FaultResult.NOT_MAPPED, touch(memory, address + PAGE, Access.READ));
        assertEquals(FaultResult.RESOLVED, touch(memory, address, Access.READ));
        assertEquals(FaultResult.NOT_MAPPED, touch(memory, address + 2 * PAGE, Access.READ), "not brought in around");
        memory.advise(address, 4 * PAGE, MADV_DONTNEED);
        assertEquals(FaultResult.NOT_MAPPED, touch(memory, address + PAGE, Access.READ), "dropped pages stay guarded");
        assertErrno(Errno.EFAULT, () -> memory.advise(address, 4 * PAGE, MADV_POPULATE_READ));
        memory.advise(address + PAGE, PAGE, MADV_GUARD_REMOVE);
        assertEquals(0, load(memory, address + PAGE));
        assertEquals(1, memory.map().count(), "guards split nothing");
    }

    @Test
    void guardsMoveAreInheritedAndGoWithTheirMapping() {
        long address = map(4, RW, PRIVATE);
        memory.advise(address, PAGE, MADV_GUARD_INSTALL);
        long moved = memory.remap(address, 4 * PAGE, 8 * PAGE, MREMAP_MAYMOVE, 0);
        ProcessMemory child = memory.fork();
        assertEquals(FaultResult.NOT_MAPPED, touch(memory, moved, Access.READ));
        assertEquals(FaultResult.NOT_MAPPED, touch(child, moved, Access.READ));
        child.release();
        memory.map(moved, PAGE, RW, PRIVATE | MAP_FIXED, null, 0);
        assertEquals(0, load(memory, moved));
    }

    @Test
    void sealedMappingsDoNotChange() {
        long address = map(3, PROT_READ, PRIVATE);
        memory.seal(address + PAGE, PAGE, 0);
        assertErrno(Errno.EPERM, () -> memory.unmap(address, 3 * PAGE));
        assertErrno(Errno.EPERM, () -> memory.protect(address + PAGE, PAGE, RW));
        assertErrno(Errno.EPERM, () -> memory.remap(address + PAGE, PAGE, 2 * PAGE, MREMAP_MAYMOVE, 0));
        assertErrno(Errno.EPERM, () -> memory.advise(address + PAGE, PAGE, MADV_DONTNEED));
        assertErrno(Errno.EPERM, () -> memory.map(address, 3 * PAGE, RW, PRIVATE | MAP_FIXED, null, 0));
        memory.protect(address, PAGE, RW);
        assertErrno(Errno.ENOMEM, () -> memory.seal(address, 64 * PAGE, 0));
        assertErrno(Errno.EINVAL, () -> memory.seal(address, PAGE, 1));
    }

    @Test
    void aSharedMappingShowsItsPagesInAnotherOrder() {
        long address = map(4, RW, SHARED);
        for (int page = 0; page < 4; page++) {
            store(memory, address + page * PAGE, 10 + page);
        }
        memory.remapFile(address, 2 * PAGE, 0, 2, 0);
        assertEquals(12, load(memory, address));
        assertEquals(13, load(memory, address + PAGE));
        assertErrno(Errno.EINVAL, () -> memory.remapFile(address, PAGE, PROT_READ, 0, 0));
        assertErrno(Errno.EINVAL, () -> memory.remapFile(map(1, RW, PRIVATE), PAGE, 0, 0, 0));
    }

    @Test
    void populatedPagesAreInTheHostsMemory() {
        long address = map(2, RW, PRIVATE | MAP_POPULATE);
        assertEquals(1, memory.residency(address, PAGE)[0] & 1);
    }

    @Test
    void aLimitOfNoDataAtAllStandsForTheHardOne() {
        memory.limits().resources().set(ResourceLimits.DATA, 0, 4 * PAGE);
        map(4, RW, PRIVATE);
        assertErrno(Errno.ENOMEM, () -> map(1, RW, PRIVATE));
    }

    @Test
    void whatIsReplacedMakesRoomWhateverItWas() {
        long shared = map(2, RW, SHARED);
        memory.limits().resources().set(ResourceLimits.DATA, PAGE, -1);
        map(1, RW, PRIVATE);
        memory.map(shared, 2 * PAGE, RW, PRIVATE | MAP_FIXED, null, 0);
        assertErrno(Errno.ENOMEM, () -> map(1, RW, PRIVATE));
    }
}
