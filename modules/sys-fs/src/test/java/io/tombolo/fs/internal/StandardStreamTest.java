package io.tombolo.fs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostDescriptors;
import io.tombolo.host.posix.HostPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedding process's streams serve the guest and are left as they were. */
class StandardStreamTest {
    private final Host host = Host.system();

    @TempDir
    Path directory;

    @Test
    void aPipeStaysBlockingForItsOtherUsersAndIsInterruptibleForTheGuest() throws Exception {
        HostDescriptors.Pipe pipe = host.descriptors().createPipe(0);
        try (TestGuest guest = TestGuest.inRoot(directory)) {
            Task task = guest.task;
            int input = task.files().install(guest.fileSystem().standardStream(pipe.readEnd()), 0, false, 1024);
            assertEquals(0, host.descriptors().flags(pipe.readEnd()) & Fcntl.O_NONBLOCK);
            Blocked read = Blocked.until(task, () -> guest.call("read", input, TestGuest.BUFFER, 10));
            task.interrupt();
            assertEquals(-RestartCode.ERESTARTSYS, read.answer());
            task.clearPendingWork();
            int output = task.files().install(guest.fileSystem().standardStream(pipe.writeEnd()), 0, false, 1024);
            assertEquals(2, guest.write(output, "ab"));
            assertEquals("ab", guest.read(input, 10));
        } finally {
            host.files().close(pipe.readEnd());
            host.files().close(pipe.writeEnd());
        }
    }

    @Test
    void aFileIsSharedWithItsOffset() throws Exception {
        Files.writeString(directory.resolve("input"), "abcdef");
        byte[] path = HostPaths.bytes(directory.resolve("input").toString());
        int input = host.paths().open(Fcntl.AT_FDCWD, path, Fcntl.O_RDONLY | Fcntl.O_CLOEXEC, 0);
        try (TestGuest guest = TestGuest.onHost()) {
            guest.task.files().install(guest.fileSystem().standardStream(input), 0, false, 1024);
            assertEquals("abc", guest.read(0, 3));
            assertEquals(3, host.files().seek(input, 0, Fcntl.SEEK_CUR));
        } finally {
            host.files().close(input);
        }
    }

    @Test
    void aDirectoryIsNoWayOutOfTheRoot() throws Exception {
        Path root = Files.createDirectory(directory.resolve("root"));
        Files.writeString(directory.resolve("secret"), "secret");
        int input = host.paths()
                .open(Fcntl.AT_FDCWD, HostPaths.bytes(directory.toString()), Fcntl.O_RDONLY | Fcntl.O_CLOEXEC, 0);
        try (TestGuest guest = TestGuest.inRoot(root)) {
            guest.task.files().install(guest.fileSystem().standardStream(input), 0, false, 1024);
            assertEquals(Errno.ENOTDIR.result(), guest.call("openat", 0, guest.path("secret"), 0, 0));
            assertEquals(Errno.ENOTDIR.result(), guest.call("openat", 0, guest.path("../x"), 0, 0));
            assertTrue(guest.open("/proc/self/fd/0/secret", 0) < 0);
            assertTrue(guest.call("fchdir", 0) < 0);
            assertTrue(guest.open("/dev/stdin", 0) < 0);
        } finally {
            host.files().close(input);
        }
    }
}
