package io.tombolo.mm.internal.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.mm.internal.backing.SegmentMemory;
import org.junit.jupiter.api.Test;

/** Segments come and go with their mappings; the frames behind them are counted after every test. */
class AttachTest extends MemoryFixture {
    private static final long PAGES = 40;

    private final SegmentMemory segment =
            new SegmentMemory(pool, PAGES * PAGE, new FileIdentity(1, 0, 0, "/SYSV00000000 (deleted)"));

    AttachTest() {
        // The table's own reference.
        segment.retain(1);
    }

    private long attach(PagedMemory to) {
        assertTrue(segment.tryRetain(PAGES));
        return to.attach(segment, 0, RW, false);
    }

    @Test
    void contentOutlivesTheMappings() {
        long first = attach(memory);
        store(memory, first + 17 * PAGE, 17);
        memory.detach(first);
        assertEquals(FaultResult.NOT_MAPPED, touch(memory, first, 1));
        long second = attach(memory);
        assertEquals(17, load(memory, second + 17 * PAGE));
        assertEquals(1, memory.attachments(segment));
        memory.detach(second);
        segment.release(1);
    }

    @Test
    void aRemovedSegmentLivesWithItsLastMappingAndCanBeJoinedUntilThen() {
        long parent = attach(memory);
        ProcessMemory child = memory.fork();
        segment.release(1);
        store(child, parent, 5);
        assertEquals(5, load(memory, parent));
        memory.detach(parent);
        long late = attach(memory);
        assertEquals(5, load(memory, late));
        memory.detach(late);
        assertEquals(5, load(child, parent));
        child.release();
        assertFalse(segment.tryRetain(1), "with its last mapping the memory is gone");
    }

    @Test
    void aMappingThatIsRefusedLeavesNoReference() {
        long there = map(1, RW, PRIVATE);
        assertTrue(segment.tryRetain(PAGES));
        assertErrno(Errno.EINVAL, () -> memory.attach(segment, there, RW, false));
        segment.release(1);
        assertFalse(segment.tryRetain(1));
    }

    @Test
    void piecesCountAndGoTogether() {
        long place = attach(memory);
        memory.unmap(place + 3 * PAGE, PAGE);
        memory.protect(place + 10 * PAGE, PAGE, 1);
        assertEquals(4, memory.attachments(segment));
        memory.detach(place);
        assertEquals(0, memory.attachments(segment));
        assertErrno(Errno.EINVAL, () -> memory.detach(place));
        segment.release(1);
    }
}
