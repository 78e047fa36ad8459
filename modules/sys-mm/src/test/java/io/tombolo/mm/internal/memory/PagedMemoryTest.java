package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.ProcessMemory;
import org.junit.jupiter.api.Test;

class PagedMemoryTest extends MemoryFixture {
    @Test
    void anonymousMemoryReadsAsZeroAndKeepsWhatIsStored() {
        long address = map(40, RW, PRIVATE);
        assertEquals(0, load(memory, address + 39 * PAGE));
        assertEquals(FaultResult.RESOLVED, store(memory, address + 5 * PAGE, 42));
        assertEquals(42, load(memory, address + 5 * PAGE));
    }

    @Test
    void mappingsGoDownFromTheTopAndBecomeOne() {
        long first = map(4, RW, PRIVATE);
        long second = map(4, RW, PRIVATE);
        assertEquals(first - 4 * PAGE, second);
        assertEquals(1, memory.mappings().size());
    }

    @Test
    void aHugeReservationCostsNothing() {
        map(1L << 28, PROT_NONE, PRIVATE | MAP_NORESERVE);
        assertEquals(0, pool.framesInUse());
    }

    @Test
    void unmappedMemoryIsGoneAndItsFramesAreFree() {
        long address = map(16, RW, PRIVATE);
        store(memory, address, 1);
        memory.unmap(address, 16 * PAGE);
        assertEquals(FaultResult.NOT_MAPPED, memory.handleFault(address, Access.READ));
        assertEquals(0, pool.framesInUse());
    }

    @Test
    void rightsAreThoseOfTheMapping() {
        long address = map(1, PROT_READ, PRIVATE);
        assertEquals(FaultResult.NOT_PERMITTED, store(memory, address, 1));
        assertEquals(FaultResult.NOT_PERMITTED, touch(memory, address, Access.EXECUTE));
        memory.protect(address, PAGE, PROT_NONE);
        assertEquals(FaultResult.NOT_PERMITTED, touch(memory, address, Access.READ));
        memory.protect(address, PAGE, RW);
        assertEquals(FaultResult.RESOLVED, store(memory, address, 1));
    }

    @Test
    void memoryWithoutRightsKeepsItsContent() {
        long address = map(1, RW, PRIVATE);
        store(memory, address, 7);
        memory.protect(address, PAGE, PROT_NONE);
        memory.protect(address, PAGE, PROT_READ);
        assertEquals(7, load(memory, address));
    }

    @Test
    void protectAppliesToWhatLiesBeforeAHole() {
        long address = map(6, RW, PRIVATE);
        memory.unmap(address + 3 * PAGE, PAGE);
        assertErrno(Errno.ENOMEM, () -> memory.protect(address, 6 * PAGE, PROT_READ));
        assertEquals(FaultResult.NOT_PERMITTED, store(memory, address + 2 * PAGE, 1));
        assertEquals(FaultResult.RESOLVED, store(memory, address + 4 * PAGE, 1));
    }

    @Test
    void mapAnswersLinuxErrors() {
        long used = map(2, RW, PRIVATE);
        assertErrno(Errno.EINVAL, () -> map(0, RW, PRIVATE));
        assertErrno(Errno.EINVAL, () -> map(1, RW, MAP_ANONYMOUS));
        assertErrno(Errno.EINVAL, () -> map(1, RW, MAP_ANONYMOUS | MAP_SHARED_VALIDATE));
        assertErrno(Errno.EINVAL, () -> map(1, RW, SHARED | MAP_GROWSDOWN));
        assertErrno(Errno.EINVAL, () -> memory.map(used + 1, PAGE, RW, PRIVATE | MAP_FIXED, null, 0));
        assertErrno(Errno.EPERM, () -> memory.map(0, PAGE, RW, PRIVATE | MAP_FIXED, null, 0));
        assertErrno(Errno.ENOMEM, () -> memory.map(1L << 42, PAGE, RW, PRIVATE | MAP_FIXED, null, 0));
        assertErrno(Errno.ENOMEM, () -> memory.map(0, -1L, RW, PRIVATE, null, 0));
        assertErrno(Errno.ENOMEM, () -> memory.map(0, 2 * COMMIT_LIMIT, RW, PRIVATE, null, 0));
        assertErrno(Errno.EEXIST, () -> memory.map(used + PAGE, PAGE, RW, PRIVATE | MAP_FIXED_NOREPLACE, null, 0));
    }

    @Test
    void fixedMappingReplacesWhatWasThere() {
        long address = map(3, RW, PRIVATE);
        store(memory, address + PAGE, 9);
        memory.map(address + PAGE, PAGE, RW, PRIVATE | MAP_FIXED, null, 0);
        assertEquals(0, load(memory, address + PAGE));
    }

    @Test
    void aHintIsTakenWhenItIsFree() {
        long hint = 0x10_0000_0000L;
        assertEquals(hint, memory.map(hint + 123, PAGE, RW, PRIVATE, null, 0));
        assertNotEquals(hint, memory.map(hint, PAGE, RW, PRIVATE, null, 0));
    }

    @Test
    void aStackGrowsToItsLimitAndKeepsItsGuardGap() {
        long limit = 8L << 20;
        long top = memory.mapStack(limit, false);
        assertEquals(FaultResult.RESOLVED, store(memory, top - limit, 1));
        assertEquals(FaultResult.NOT_MAPPED, store(memory, top - limit - PAGE, 1));
        assertEquals(limit, memory.usage().stack());
    }

    @Test
    void theBreakMovesBothWaysAndStopsAtAMapping() {
        long start = 0x50_0000;
        memory.setBreakStart(start);
        assertEquals(start, memory.heap().moveBreak(0));
        assertEquals(start + 10000, memory.heap().moveBreak(start + 10000));
        store(memory, start + 8192, 3);
        assertEquals("[heap]", memory.mappings().getFirst().name());
        assertEquals(start + 100, memory.heap().moveBreak(start + 100));
        assertEquals(start + 10000, memory.heap().moveBreak(start + 10000));
        assertEquals(0, load(memory, start + 8192), "what the break left and met again is zero");
        memory.map(start + 0x10000, PAGE, RW, PRIVATE | MAP_FIXED, null, 0);
        assertEquals(start + 10000, memory.heap().moveBreak(start + 0x20000));
    }

    @Test
    void kernelPagesShowTheirContentAndCannotBeLost() {
        byte[] code = {1, 2, 3, 4, 5};
        long address = memory.mapKernelPages(code, PROT_READ | PROT_EXEC, "[vdso]");
        assertEquals(0x04030201, load(memory, address));
        assertEquals("[vdso]", memory.mappings().getFirst().name());
        memory.protect(address, PAGE, RW);
        store(memory, address, 99);
        assertEquals(99, load(memory, address));
    }

    @Test
    void sharedLocationsNameTheObjectAndPrivateOnesDoNot() {
        long shared = map(2, RW, SHARED);
        long own = map(2, RW, PRIVATE);
        ProcessMemory.SharedLocation location = requireNonNull(memory.sharedLocation(shared + PAGE + 4));
        assertEquals(PAGE + 4, location.offset());
        assertNull(memory.sharedLocation(own));
        assertErrno(Errno.EFAULT, () -> memory.sharedLocation(4096));
    }

    @Test
    void populateBringsPagesIn() {
        long address = map(100, RW, PRIVATE | MAP_POPULATE);
        assertTrue(memory.addressSpace().access(address + 99 * PAGE) != 0);
    }

    @Test
    void aMappingThatIsRefusedForItsSizeLeavesTheOldOneCut() {
        long address = map(4, RW, PRIVATE);
        memory.limits().resources().set(io.tombolo.core.ResourceLimits.ADDRESS_SPACE, 4 * PAGE, -1);
        assertErrno(Errno.ENOMEM, () -> memory.map(address + PAGE, 8 * PAGE, RW, PRIVATE | MAP_FIXED, null, 0));
        assertEquals(2, memory.map().count(), "as Linux leaves it");
    }
}
