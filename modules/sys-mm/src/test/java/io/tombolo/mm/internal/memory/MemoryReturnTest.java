package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.ProcessMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guest does not need any more is the host's again: the resident size of this very process shows it. */
class MemoryReturnTest extends MemoryFixture {
    private static final long BYTES = 64L << 20;
    /** What the test's own garbage may make a difference of. */
    private static final long SLACK = 24L << 20;

    private long touched() {
        long address = memory.map(0, BYTES, RW, PRIVATE, null, 0);
        touch(memory, address);
        return address;
    }

    private static void touch(ProcessMemory memory, long address) {
        for (long at = address; at < address + BYTES; at += PAGE) {
            assertEquals(FaultResult.RESOLVED, store(memory, at, 1));
        }
    }

    /** The shared memory that this process has in its page tables, of which the pool's is a part. */
    private static long residentBytes() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
        String line = lines.stream()
                .filter(each -> each.startsWith("RssShmem:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
    }

    @Test
    void unmapping() throws IOException {
        long before = residentBytes();
        long address = touched();
        assertTrue(residentBytes() >= before + BYTES - SLACK);
        memory.unmap(address, BYTES / 2);
        assertEquals(BYTES / 2, pool.residentBytes());
        memory.unmap(address, BYTES);
        assertEquals(0, pool.residentBytes());
        assertTrue(residentBytes() <= before + SLACK);
    }

    @ParameterizedTest
    @ValueSource(ints = {MADV_DONTNEED, MADV_FREE})
    void advice(int advice) throws IOException {
        long before = residentBytes();
        long address = touched();
        memory.advise(address, BYTES, advice);
        assertEquals(0, pool.residentBytes());
        assertTrue(residentBytes() <= before + SLACK);
        assertEquals(0, load(memory, address));
    }

    @Test
    void theEndOfAProcess() throws IOException {
        long before = residentBytes();
        long address = touched();
        ProcessMemory child = memory.fork();
        touch(child, address);
        assertEquals(2 * BYTES, pool.residentBytes(), "two copies");
        child.release();
        assertEquals(BYTES, pool.residentBytes(), "the parent's");
        memory.unmap(address, BYTES);
        assertTrue(residentBytes() <= before + SLACK);
    }

    @Test
    void whatIsOnlyReservedCostsNothing() {
        long huge = 1L << 40;
        memory.map(0, huge, PROT_NONE, PRIVATE, null, 0);
        memory.map(0, huge, RW, PRIVATE | MAP_NORESERVE, null, 0);
        assertEquals(0, pool.framesInUse());
        assertEquals(0, pool.residentBytes());
        assertEquals(2 * huge, memory.usage().virtual());
    }
}
