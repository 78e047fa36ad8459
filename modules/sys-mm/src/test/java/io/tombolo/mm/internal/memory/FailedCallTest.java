package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.SyscallNumbers;
import io.tombolo.mm.internal.backing.FileRegistry;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.snapshot.Snapshots;
import io.tombolo.testkit.FaultInjector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each host call that memory makes fails once in turn, and nothing is the worse for it: a call of the guest that fails has changed
 * neither mappings nor pages, everything is given back at the end, and files hold what was stored.
 */
class FailedCallTest {
    private static final long PAGE = 4096;
    private static final int PAGES = 8;
    private static final int RW = PROT_READ | PROT_WRITE;

    @TempDir
    Path directory;

    private Path path;

    @BeforeEach
    void nameFile() {
        path = directory.resolve("file");
    }

    /** A kernel's memory over a host whose calls fail, and one process that goes through everything. */
    private final class Scenario {
        final Host host;
        final FramePool pool;
        final KernelMemory kernel;
        final PagedMemory memory;
        /** What the file holds, one byte for each page. */
        final byte[] expected = new byte[PAGES];

        Scenario(FaultInjector injector) {
            this.host = Host.of(injector);
            this.pool = FramePool.create(host);
            this.kernel = new KernelMemory(
                    new ModelEngine(4096), host, pool, new FileRegistry(host), 1L << 36, Snapshots::sharing);
            this.memory = PagedMemory.create(kernel);
            Arrays.fill(expected, (byte) 'f');
        }

        /** Makes a call of the guest; if it fails, as if it had not been made. */
        boolean attempt(Runnable call) {
            String before = describe(memory);
            try {
                call.run();
                return true;
            } catch (ErrnoException refused) {
                assertEquals(before, describe(memory), "after " + refused.errno());
                return false;
            }
        }

        /** Maps; 0 if that is refused. */
        long map(long pages, int protection, int flags, @Nullable TestFile file) {
            long[] address = new long[1];
            attempt(() -> address[0] = memory.map(0, pages * PAGE, protection, flags, file, 0));
            return address[0];
        }

        /** Stores in a page if it can be had; a page that could not be had is absent or as it was. */
        boolean store(ProcessMemory to, long address, int value) {
            if (address == 0 || to.handleFault(address, Access.WRITE) != FaultResult.RESOLVED) {
                return false;
            }
            NativeMemory.putByte(to.addressSpace().hostAddress(address), (byte) value);
            return true;
        }

        void run() {
            TestFile file = new TestFile(Host.system(), path, Fcntl.O_RDWR);
            try {
                files(file);
                anonymous();
                forked(file);
            } finally {
                file.release();
                memory.release();
                kernel.files().close();
            }
        }

        private void files(TestFile file) {
            long shared = map(PAGES, RW, MAP_SHARED | MAP_DENYWRITE, file);
            if (store(memory, shared + PAGE, 's')) {
                expected[1] = 's';
            }
            long copied = map(PAGES, RW, MAP_PRIVATE | MAP_DENYWRITE, file);
            store(memory, copied + 2 * PAGE, 'p');
            if (shared != 0) {
                attempt(() -> memory.synchronize(shared, PAGES * PAGE, MS_SYNC));
                attempt(() -> memory.residency(shared, PAGES * PAGE));
                attempt(() -> memory.remap(shared, PAGES * PAGE, 2 * PAGES * PAGE, MREMAP_MAYMOVE, 0));
            }
            if (copied != 0) {
                attempt(() -> memory.protect(copied, PAGE, PROT_READ));
                attempt(() -> memory.advise(copied, PAGES * PAGE, MADV_DONTNEED));
                attempt(() -> memory.unmap(copied, 2 * PAGE));
            }
            // A watched mapping, of which the end is cut off.
            long watched = map(PAGES, PROT_READ, MAP_SHARED, file);
            if (watched != 0) {
                memory.handleFault(watched, Access.READ);
                kernel.files().cut(file.hostDescriptor(), (PAGES - 1) * PAGE, () -> Errno.EPERM.result());
                attempt(() -> memory.unmap(watched, PAGES * PAGE));
            }
        }

        private void anonymous() {
            long area = map(64, RW, MAP_PRIVATE | MAP_ANONYMOUS, null);
            for (int page = 0; page < 64; page += 5) {
                store(memory, area + page * PAGE, 'a');
            }
            attempt(() -> memory.advise(area, 32 * PAGE, MADV_DONTNEED));
            assertEquals(FaultResult.RESOLVED, memory.handleFault(area, Access.READ));
            assertEquals(
                    0, NativeMemory.getByte(memory.addressSpace().hostAddress(area)), "dropped memory reads as zeros");
            long shared = map(16, RW, MAP_SHARED | MAP_ANONYMOUS, null);
            store(memory, shared, 'm');
            attempt(() -> memory.advise(shared, 16 * PAGE, MADV_REMOVE));
            attempt(() -> memory.unmap(area, 64 * PAGE));
        }

        private void forked(TestFile file) {
            long area = map(4, RW, MAP_PRIVATE | MAP_ANONYMOUS, null);
            long copied = map(PAGES, RW, MAP_PRIVATE | MAP_DENYWRITE, file);
            store(memory, area, 1);
            store(memory, copied, 1);
            ProcessMemory[] child = new ProcessMemory[1];
            if (attempt(() -> child[0] = memory.fork())) {
                store(memory, area, 2);
                store(child[0], area, 3);
                store(child[0], copied + PAGE, 3);
                child[0].release();
            }
        }
    }

    private static String describe(ProcessMemory memory) {
        StringBuilder text = new StringBuilder();
        for (ProcessMemory.Mapping mapping : memory.mappings()) {
            text.append(mapping).append('\n');
        }
        memory.addressSpace()
                .forEachPage(
                        0,
                        1L << 42,
                        (address, host, access) -> text.append(Long.toHexString(address))
                                .append(' ')
                                .append(Long.toHexString(host))
                                .append(' ')
                                .append(access)
                                .append('\n'));
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(
            value = Errno.class,
            names = {"ENOMEM", "EMFILE", "EIO", "ENOSPC"})
    void anyCallMayFail(Errno errno) throws Exception {
        // A write to an event counter, by which a thread is woken, cannot fail; there is no other.
        IntPredicate calls = number -> number != SyscallNumbers.WRITE;
        int failed = FaultInjector.failEachCall(Host.system().calls(), calls, errno, this::survive);
        assertTrue(failed > 30, "so few calls: " + failed);
    }

    private void survive(FaultInjector injector) throws IOException {
        byte[] content = new byte[(int) (PAGES * PAGE)];
        Arrays.fill(content, (byte) 'f');
        Files.write(path, content);
        Scenario scenario;
        try {
            scenario = new Scenario(injector);
        } catch (ErrnoException noPool) {
            assertEquals(Set.of(), injector.openDescriptors());
            assertEquals(Set.of(), mappings(injector));
            return;
        }
        scenario.run();
        assertEquals(0, scenario.pool.framesInUse(), "frames");
        scenario.pool.release();
        assertEquals(Set.of(), injector.openDescriptors(), "descriptors");
        Set<Long> mapped = mappings(injector);
        assertTrue(mapped.size() <= refusedUnmappings(injector), "host mappings: " + mapped);
        byte[] after = Files.readAllBytes(path);
        for (int page = 0; page < PAGES; page++) {
            assertEquals(scenario.expected[page], after[(int) (page * PAGE)], "page " + page + " of the file");
            assertEquals('f', after[(int) (page * PAGE) + 1], "rest of page " + page);
        }
    }

    /** The host's mappings that were made and not unmapped. */
    private static Set<Long> mappings(FaultInjector injector) {
        Set<Long> mapped = new HashSet<>();
        for (FaultInjector.Call call : injector.calls()) {
            if (call.number() == SyscallNumbers.MMAP && call.result() > 0) {
                mapped.add(call.result());
            } else if (call.number() == SyscallNumbers.MUNMAP && call.result() == 0) {
                mapped.remove(call.a0());
            }
        }
        return mapped;
    }

    private static long refusedUnmappings(FaultInjector injector) {
        return injector.calls().stream()
                .filter(call -> call.number() == SyscallNumbers.MUNMAP && call.result() < 0)
                .count();
    }

    @Test
    void filesMappedOneAfterTheOtherLeaveNothingBehind() throws IOException {
        FaultInjector injector = new FaultInjector(Host.system().calls());
        Scenario scenario = new Scenario(injector);
        Files.write(path, new byte[(int) PAGE]);
        for (int i = 0; i < 2000; i++) {
            Path other = Files.copy(path, directory.resolve("file" + i));
            TestFile file = new TestFile(Host.system(), other, Fcntl.O_RDWR);
            long address = scenario.memory.map(0, PAGE, RW, MAP_SHARED, file, 0);
            assertTrue(scenario.store(scenario.memory, address, 1));
            scenario.memory.unmap(address, PAGE);
            file.release();
            Files.delete(other);
            assertTrue(injector.openDescriptors().size() <= 3, "the pool's, and the watch's two");
            assertEquals(1, i % 100 == 0 ? mappings(injector).size() : 1, "the pool's mapping");
        }
        scenario.memory.release();
        scenario.kernel.files().close();
        scenario.pool.release();
        assertEquals(Set.of(), injector.openDescriptors());
    }

    @Test
    void aLargeFileNeedsFewHostMappings() throws IOException {
        FaultInjector injector = new FaultInjector(Host.system().calls());
        Scenario scenario = new Scenario(injector);
        TestFile file = new TestFile(Host.system(), path, Fcntl.O_RDWR | Fcntl.O_CREAT);
        long size = 100L << 30;
        Host.system().files().truncate(file.hostDescriptor(), size);
        long address = scenario.memory.map(0, size, PROT_READ, MAP_SHARED, file, 0);
        for (long offset = 0; offset < size; offset += 16 << 20) {
            assertEquals(FaultResult.RESOLVED, scenario.memory.handleFault(address + offset, Access.READ));
        }
        for (long offset = size - PAGE; offset > 0; offset -= 1L << 30) {
            assertEquals(FaultResult.RESOLVED, scenario.memory.handleFault(address + offset, Access.READ));
        }
        assertTrue(mappings(injector).size() < 500, () -> mappings(injector).size() + " host mappings");
        file.release();
        scenario.memory.release();
        scenario.kernel.files().close();
        scenario.pool.release();
        assertEquals(Set.of(), mappings(injector));
    }
}
