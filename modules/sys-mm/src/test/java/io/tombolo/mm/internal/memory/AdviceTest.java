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
        for (int advice : new int[] {-1, 5, 6, 7, 26, 99, 102}) {
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
}
