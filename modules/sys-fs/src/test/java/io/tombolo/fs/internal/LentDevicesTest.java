package io.tombolo.fs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.ErrnoException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The devices that every program of the machine needs stay as they are, even if the guest is root and so is the process: the host's
 * {@code /dev/null} has been found unreadable after a guest's fchmod(2). What is asked for here is what is there already.
 */
class LentDevicesTest {
    private static final int PRESENT_MODE = 0666;
    private static final int UNCHANGED = -1;

    @TempDir
    Path root;

    private TestGuest guest;

    @BeforeEach
    void start() {
        guest = TestGuest.inRoot(root);
    }

    @AfterEach
    void close() {
        guest.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"})
    void aDescriptorDoesNotReachTheHostsDevice(String device) {
        long fd = ErrnoException.check(guest.open(device, Fcntl.O_RDONLY));
        assertRefused(guest.call("fchmod", fd, PRESENT_MODE));
        assertRefused(guest.call("fchown", fd, UNCHANGED, UNCHANGED));
        assertRefused(guest.call("utimensat", fd, 0, 0, 0));
        long name = guest.secondPath("trusted.tombolo.none");
        assertRefused(guest.call("fsetxattr", fd, name, TestGuest.BUFFER, 1, 2));
        assertRefused(guest.call("fremovexattr", fd, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/zero"})
    void norDoesTheLinkOfADescriptor(String device) {
        long fd = ErrnoException.check(guest.open(device, Fcntl.O_RDONLY));
        String link = "/proc/self/fd/" + fd;
        assertRefused(guest.call("fchmodat", Fcntl.AT_FDCWD, guest.path(link), PRESENT_MODE));
        assertRefused(guest.call("fchownat", Fcntl.AT_FDCWD, guest.path(link), UNCHANGED, UNCHANGED, 0));
        long name = guest.secondPath("trusted.tombolo.none");
        assertRefused(guest.call("removexattr", guest.path(link), name));
    }

    @Test
    void whatTheGuestMadeItselfChangesAsBefore() {
        long fd = ErrnoException.check(guest.open("/file", Fcntl.O_CREAT | Fcntl.O_RDWR));
        assertEquals(0, guest.call("fchmod", fd, 0600));
        long memory = ErrnoException.check(guest.call("memfd_create", guest.path("memory"), 0));
        assertEquals(0, guest.call("fchmod", memory, 0600));
    }

    private static void assertRefused(long result) {
        assertEquals(Errno.EPERM.result(), result);
    }
}
