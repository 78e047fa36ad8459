package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.spi.SyscallNumbers;
import io.tombolo.mm.internal.backing.FileRegistry;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.snapshot.Snapshots;
import io.tombolo.testkit.FaultInjector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A life of a memory in which one host call fails: whichever it is, nothing is left behind, and files hold what was stored in them
 * and nothing else.
 */
class HostFailureTest {
    private static final long PAGE = 4096;
    private static final int PAGES = 12;
    private static final int RW = PROT_READ | PROT_WRITE;
    private static final int ANONYMOUS = MAP_PRIVATE | MAP_ANONYMOUS;

    @TempDir
    Path directory;

    private final ByteBuffer expected =
            ByteBuffer.allocate((int) (PAGES * PAGE)).order(ByteOrder.LITTLE_ENDIAN);

    @ParameterizedTest
    @EnumSource(
            value = Errno.class,
            names = {"ENOMEM", "EMFILE", "EIO", "EINTR"})
    void whicheverHostCallFailsNothingIsLeftBehind(Errno errno) throws Exception {
        // The one write, to an event counter by which a thread is woken, cannot fail.
        IntPredicate any = number -> number != SyscallNumbers.WRITE;
        int failed = FaultInjector.failEachCall(Host.system().calls(), any, errno, this::live);
        assertTrue(failed > 20, "a life has host calls: " + failed);
    }

    @Test
    void withoutAFailureEverythingIsDone() throws IOException {
        live(new FaultInjector(Host.system().calls()));
        assertEquals(77, expected.getInt((int) (2 * PAGE)));
        assertEquals(0, expected.getInt((int) (5 * PAGE)), "removed");
    }

    private void live(FaultInjector calls) throws IOException {
        Path path = directory.resolve("file");
        expected.clear();
        for (int page = 0; page < PAGES; page++) {
            expected.putInt((int) (page * PAGE), 100 + page);
        }
        Files.write(path, expected.array());
        Host host = Host.of(calls);
        FramePool pool = create(host);
        if (pool != null) {
            OpenFile file = new TestFile(Host.system(), path, Fcntl.O_RDWR);
            live(
                    new KernelMemory(
                            new ModelEngine(4096), host, pool, new FileRegistry(host), 1L << 36, Snapshots::sharing),
                    file);
            file.release();
            assertEquals(0, pool.framesInUse(), "frames in use");
            pool.release();
        }
        assertEquals(Set.of(), calls.openDescriptors(), "descriptors left open");
        assertEquals(refusedUnmaps(calls), mapped(calls), "mappings left");
        assertArrayEquals(expected.array(), Files.readAllBytes(path), "the file");
    }

    private static @Nullable FramePool create(Host host) {
        try {
            return FramePool.create(host);
        } catch (ErrnoException refused) {
            return null;
        }
    }

    private void live(KernelMemory kernel, OpenFile file) {
        PagedMemory memory = PagedMemory.create(kernel);
        long own = attempt(() -> memory.map(0, 8 * PAGE, RW, ANONYMOUS, null, 0));
        store(memory, own, 1);
        store(memory, own + 5 * PAGE, 2);
        long shared = attempt(() -> memory.map(0, PAGES * PAGE, RW, MAP_SHARED, file, 0));
        if (store(memory, shared + 2 * PAGE, 77)) {
            expected.putInt((int) (2 * PAGE), 77);
        }
        long copied = attempt(() -> memory.map(0, 4 * PAGE, RW, MAP_PRIVATE, file, PAGE));
        store(memory, copied, 78);
        ProcessMemory child = memory.fork();
        store(child, own, 3);
        store(child, copied + PAGE, 79);
        child.release();
        attempt(() -> memory.remap(copied, PAGE, 2 * PAGE, MREMAP_MAYMOVE, 0));
        attempt(() -> {
            memory.synchronize(shared, PAGE, MS_SYNC);
            return 0;
        });
        attempt(() -> {
            memory.advise(own, 8 * PAGE, MADV_DONTNEED);
            return 0;
        });
        attempt(() -> {
            memory.advise(shared + 5 * PAGE, PAGE, MADV_REMOVE);
            expected.putInt((int) (5 * PAGE), 0);
            return 0;
        });
        attempt(() -> memory.residency(own, 8 * PAGE).length);
        attempt(() -> {
            memory.unmap(own, 4 * PAGE);
            return 0;
        });
        memory.release();
        kernel.files().close();
    }

    /** A call of the memory. */
    @FunctionalInterface
    private interface Call {
        long make();
    }

    private static long attempt(Call call) {
        try {
            return call.make();
        } catch (ErrnoException refused) {
            return 0;
        }
    }

    private static boolean store(ProcessMemory memory, long address, int value) {
        return address > 2 * PAGES * PAGE && MemoryFixture.store(memory, address, value) == FaultResult.RESOLVED;
    }

    /** The mappings that were made and not removed. */
    private static Set<Long> mapped(FaultInjector calls) {
        Set<Long> mapped = new HashSet<>();
        for (FaultInjector.Call call : calls.calls()) {
            if (call.number() == SyscallNumbers.MMAP && !isError(call.result())) {
                mapped.add(call.result());
            } else if (call.number() == SyscallNumbers.MUNMAP && call.result() == 0) {
                mapped.remove(call.a0());
            }
        }
        return mapped;
    }

    /** What the host itself would not unmap stays, and nothing can be done about it. */
    private static Set<Long> refusedUnmaps(FaultInjector calls) {
        Set<Long> refused = new HashSet<>();
        for (FaultInjector.Call call : calls.calls()) {
            if (call.number() == SyscallNumbers.MUNMAP && call.result() != 0) {
                refused.add(call.a0());
            }
        }
        return refused;
    }

    private static boolean isError(long result) {
        return result < 0 && result >= -4095;
    }
}
