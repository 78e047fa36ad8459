package io.tombolo.mm.internal.memory;

import static io.tombolo.core.abi.Mman.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import io.tombolo.testkit.FaultInjector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches the host when a guest wants its mappings on the device. */
class SynchronizeTest extends MemoryFixture {
    private static final long FILE_PAGES = 4;

    @TempDir
    Path directory;

    /** Set before this class's fields have values of their own. */
    private @Nullable FaultInjector calls;
    /** What another thread of the guest does while the host is flushing. */
    private @Nullable Runnable meanwhile;

    @Override
    Host newHost() {
        HostCalls real = Host.system().calls();
        calls = new FaultInjector((number, a0, a1, a2, a3, a4, a5) -> {
            if (number == SyscallNumbers.MSYNC && meanwhile != null) {
                meanwhile.run();
            }
            return real.call(number, a0, a1, a2, a3, a4, a5);
        });
        return Host.of(calls);
    }

    private FaultInjector injector() {
        return Objects.requireNonNull(calls);
    }

    private long mapFile(String name, int openFlags, int protection, int flags) throws IOException {
        Path path = directory.resolve(name);
        if (!Files.exists(path)) {
            Files.write(path, new byte[(int) (FILE_PAGES * PAGE)]);
        }
        OpenFile file = new TestFile(host, path, openFlags);
        try {
            return memory.map(0, FILE_PAGES * PAGE, protection, flags, file, 0);
        } finally {
            file.release();
        }
    }

    private List<FaultInjector.Call> calls(int number) {
        return injector().calls().stream()
                .filter(call -> call.number() == number)
                .toList();
    }

    @Test
    void theRangeOfASharedFileIsFlushedAndNothingElse() throws IOException {
        long shared = mapFile("written", Fcntl.O_RDWR, RW, MAP_SHARED);
        store(memory, shared + PAGE, 1);
        memory.synchronize(shared + PAGE, 2 * PAGE, MS_SYNC);
        List<FaultInjector.Call> flushes = calls(SyscallNumbers.MSYNC);
        assertEquals(1, flushes.size(), () -> "" + flushes);
        assertEquals(
                memory.addressSpace().hostAddress(shared + PAGE),
                flushes.getFirst().a0());
        assertEquals(2 * PAGE, flushes.getFirst().a1());
        assertEquals(0, calls(SyscallNumbers.FSYNC).size(), "the rest of the file is not asked for");
    }

    @Test
    void whatNobodyCanHaveWrittenIsNotFlushed() throws IOException {
        long reader = mapFile("read", Fcntl.O_RDONLY, PROT_READ, MAP_SHARED);
        long copy = mapFile("copied", Fcntl.O_RDWR, RW, MAP_PRIVATE);
        long anonymous = map(FILE_PAGES, RW, SHARED);
        for (long address : new long[] {reader, copy, anonymous}) {
            load(memory, address);
            memory.synchronize(address, FILE_PAGES * PAGE, MS_SYNC);
        }
        memory.synchronize(mapFile("later", Fcntl.O_RDWR, RW, MAP_SHARED), PAGE, MS_ASYNC);
        assertEquals(0, calls(SyscallNumbers.MSYNC).size());
    }

    @Test
    void anErrorOfTheDeviceIsAnsweredOnce() throws IOException {
        injector().failOnce(SyscallNumbers.MSYNC, 1, Errno.EIO);
        long shared = mapFile("broken", Fcntl.O_RDWR, RW, MAP_SHARED);
        store(memory, shared, 1);
        assertErrno(Errno.EIO, () -> memory.synchronize(shared, PAGE, MS_SYNC));
        memory.synchronize(shared, PAGE, MS_SYNC);
    }

    @Test
    void otherThreadsMapAndUnmapWhileTheDeviceIsBusy() throws IOException {
        long shared = mapFile("busy", Fcntl.O_RDWR, RW, MAP_SHARED);
        store(memory, shared, 1);
        List<Boolean> ended = new ArrayList<>();
        meanwhile = () -> {
            Thread other = Thread.ofPlatform().daemon().start(() -> memory.unmap(shared, PAGE));
            ended.add(joined(other));
        };
        memory.synchronize(shared, FILE_PAGES * PAGE, MS_SYNC);
        assertEquals(List.of(true), ended, "munmap has to wait for the device");
    }

    private static boolean joined(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    @Test
    void filesThatAreMappedForWritingAreKnownThoughTheyAreClosed() throws IOException {
        long shared = mapFile("mapped", Fcntl.O_RDWR, RW, MAP_SHARED);
        mapFile("read", Fcntl.O_RDONLY, PROT_READ, MAP_SHARED);
        mapFile("copied", Fcntl.O_RDWR, RW, MAP_PRIVATE);
        List<Long> inodes = new ArrayList<>();
        kernel.files()
                .forEachWritable(
                        descriptor -> inodes.add(host.files().status(descriptor).inode()));
        assertEquals(List.of(Files.getAttribute(directory.resolve("mapped"), "unix:ino")), inodes);
        memory.unmap(shared, FILE_PAGES * PAGE);
        kernel.files().forEachWritable(descriptor -> fail("nothing is mapped for writing any more"));
    }
}
