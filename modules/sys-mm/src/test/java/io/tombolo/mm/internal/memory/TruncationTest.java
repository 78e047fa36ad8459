package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.ProcessMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link io.tombolo.core.spi.MappedFiles#cut} does to mappings. */
class TruncationTest extends MemoryFixture {
    private static final int PAGES = 8;

    @TempDir
    Path directory;

    private TestFile file;

    @BeforeEach
    void writeFile() throws IOException {
        Path path = directory.resolve("file");
        byte[] bytes = new byte[(int) (PAGES * PAGE)];
        java.util.Arrays.fill(bytes, (byte) 1);
        Files.write(path, bytes);
        file = new TestFile(host, path, Fcntl.O_RDWR);
    }

    @AfterEach
    void closeFile() {
        file.release();
    }

    private long map(int flags) {
        long address = memory.map(0, PAGES * PAGE, RW, flags, file, 0);
        memory.populate(address, address + PAGES * PAGE, Access.READ);
        return address;
    }

    private long truncate(long length) {
        return kernel.files().cut(file.hostDescriptor(), length, () -> {
            host.files().truncate(file.hostDescriptor(), length);
            return 0;
        });
    }

    @Test
    void sharedPagesBeyondTheNewEndAreGoneBeforeTheHostIsAsked() {
        long address = map(MAP_SHARED);
        kernel.files().cut(file.hostDescriptor(), 2 * PAGE + 1, () -> {
            assertNotEquals(0, memory.addressSpace().hostAddress(address + 2 * PAGE), "the last page stays");
            assertEquals(0, memory.addressSpace().hostAddress(address + 3 * PAGE), "a page that is cut off");
            return 0;
        });
    }

    @Test
    void everyMemoryThatMapsTheFileLosesThem() {
        long shared = map(MAP_SHARED);
        long copied = map(MAP_PRIVATE);
        store(memory, copied + 5 * PAGE, 7);
        ProcessMemory child = memory.fork();
        ProcessMemory grandchild = child.fork();
        store(grandchild, copied + 5 * PAGE, 8);
        truncate(3 * PAGE);
        for (ProcessMemory each : new ProcessMemory[] {memory, child, grandchild}) {
            assertEquals(FaultResult.RESOLVED, touch(each, shared + 2 * PAGE, Access.READ));
            assertEquals(FaultResult.BEYOND_OBJECT, touch(each, shared + 3 * PAGE, Access.READ));
            assertEquals(FaultResult.BEYOND_OBJECT, touch(each, copied + 5 * PAGE, Access.READ), "a private copy");
        }
        grandchild.release();
        child.release();
        assertEquals(0, pool.framesInUse(), "the copies are given back");
    }

    @Test
    void aRefusedCutHasTakenNoCopies() {
        long address = map(MAP_PRIVATE);
        store(memory, address + 5 * PAGE, 7);
        assertEquals(Errno.EPERM.result(), kernel.files().cut(file.hostDescriptor(), 0, () -> Errno.EPERM.result()));
        assertEquals(7, load(memory, address + 5 * PAGE));
        assertEquals(0x01010101, load(memory, address));
    }

    @Test
    void faultsOnWhatIsGoingAwayWaitForTheHost() throws Exception {
        long address = map(MAP_SHARED);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?>[] fault = new Future<?>[1];
            kernel.files().cut(file.hostDescriptor(), PAGE, () -> {
                fault[0] = threads.submit(() -> memory.handleFault(address + PAGE, Access.READ));
                return Errno.EPERM.result();
            });
            assertEquals(FaultResult.RESOLVED, fault[0].get(), "the page was not cut off after all");
        }
    }

    @Test
    void lengthsThatNoFileHasCutNothing() {
        long address = map(MAP_PRIVATE);
        store(memory, address, 7);
        kernel.files().cut(file.hostDescriptor(), Long.MAX_VALUE, () -> 0);
        assertEquals(7, load(memory, address));
    }

    @Test
    void moreOfTheFileCanBeSeenOnceItHasGrown() {
        long address = memory.map(0, 2 * PAGES * PAGE, RW, MAP_SHARED, file, 0);
        assertEquals(FaultResult.BEYOND_OBJECT, touch(memory, address + PAGES * PAGE, Access.READ));
        truncate(2 * PAGES * PAGE);
        assertEquals(0, load(memory, address + PAGES * PAGE));
    }
}
