package io.tombolo.fs.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.spi.SyscallNumbers;
import io.tombolo.testkit.FaultInjector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which host calls sync(2) and syncfs(2) come down to. */
class WriteBackTest {
    @TempDir
    Path directory;

    private final FaultInjector injector = new FaultInjector(Host.system().calls());
    private final HostSystem host = new HostSystem(Host.of(injector));
    private final Set<Integer> opened = new HashSet<>();

    @AfterEach
    void close() {
        opened.forEach(host::close);
        assertEquals(Set.of(), injector.openDescriptors(), "descriptors are left open");
    }

    private int open(Path path) {
        int descriptor = host.open(Fcntl.AT_FDCWD, path.toString(), Fcntl.O_RDWR | Fcntl.O_CREAT, 0600);
        opened.add(descriptor);
        return descriptor;
    }

    private List<FaultInjector.Call> flushes() {
        return injector.calls().stream()
                .filter(call -> call.number() == SyscallNumbers.FSYNC)
                .toList();
    }

    @Test
    void aFileIsFlushedOnceHoweverOftenItIsOpen() {
        WriteBack writeBack = WriteBack.ofAllDevices(host);
        writeBack.flush(open(directory.resolve("one")));
        writeBack.flush(open(directory.resolve("one")));
        writeBack.flush(open(directory.resolve("other")));
        assertEquals(2, flushes().size());
    }

    @Test
    void anErrorIsAnsweredAndLeftForTheGuestsOwnDescriptor() {
        injector.failOnce(SyscallNumbers.FSYNC, 1, Errno.EIO);
        int descriptor = open(directory.resolve("broken"));
        WriteBack writeBack = WriteBack.ofDeviceOf(host, descriptor);
        writeBack.flush(descriptor);
        writeBack.flush(open(directory.resolve("sound")));
        assertEquals(
                Errno.EIO,
                assertThrows(ErrnoException.class, writeBack::throwFailure).errno());
        assertEquals(2, flushes().size(), "an error does not end it");
        assertNotEquals(descriptor, flushes().getFirst().a0(), "the host tells each open file description once");
    }

    @Test
    void filesOfOtherDevicesAreLeftAlone() throws IOException {
        Path memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(directory)));
        Path elsewhere = Files.createTempFile(memory, "write-back", "");
        try {
            WriteBack writeBack = WriteBack.ofDeviceOf(host, open(directory.resolve("here")));
            writeBack.flush(open(elsewhere));
            assertEquals(List.of(), flushes());
        } finally {
            Files.delete(elsewhere);
        }
    }

    @Test
    void devicesAndPipesHaveNothingToFlush() {
        WriteBack writeBack = WriteBack.ofAllDevices(host);
        writeBack.flush(open(Path.of("/dev/null")));
        writeBack.throwFailure();
        assertEquals(List.of(), flushes());
    }
}
