package io.tombolo.fs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Ioctls;
import io.tombolo.core.abi.Signal;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pseudoterminals: the host's device, the guest's sessions and signals. */
class TerminalTest {
    private static final long DATA = TestGuest.BUFFER + 4096;

    @TempDir
    Path root;

    private TestGuest guest;
    private long master;
    private String slaveName;

    @BeforeEach
    void open() {
        guest = TestGuest.inRoot(root);
        master = guest.open("/dev/ptmx", Fcntl.O_RDWR | Fcntl.O_NOCTTY);
        assertTrue(master >= 0, "/dev/ptmx answered " + master);
        assertEquals(0, guest.call("ioctl", master, Ioctls.TIOCGPTN, DATA));
        slaveName = "/dev/pts/" + guest.task.guest().getInt(DATA);
        guest.task.guest().putInt(DATA, 0);
        assertEquals(0, guest.call("ioctl", master, Ioctls.TIOCSPTLCK, DATA));
    }

    @AfterEach
    void close() {
        guest.close();
    }

    @Test
    void whatIsTypedIsReadByTheSlave() {
        long slave = guest.open(slaveName, Fcntl.O_RDWR | Fcntl.O_NOCTTY);
        assertTrue(slave >= 0, slaveName + " answered " + slave);
        guest.write(master, "typed\n");
        assertEquals("typed\n", guest.read(slave, 100));
        assertEquals("typed\r\n", guest.read(master, 100), "the echo");
        guest.write(slave, "shown");
        assertEquals("shown", guest.read(master, 100));
        assertEquals(slaveName, guest.readlink("/proc/self/fd/" + slave));
    }

    @Test
    void modesAndSizeAreTheDevices() {
        long slave = guest.open(slaveName, Fcntl.O_RDWR | Fcntl.O_NOCTTY);
        assertEquals(0, guest.call("ioctl", slave, Ioctls.TCGETS, DATA));
        int local = guest.task.guest().getInt(DATA + 12);
        assertTrue((local & 1) != 0, "ISIG should be set in a new terminal");
        guest.task.guest().putInt(DATA + 12, 0);
        assertEquals(0, guest.call("ioctl", slave, Ioctls.TCSETS, DATA));
        guest.write(master, "raw");
        assertEquals("raw", guest.read(slave, 100));
        guest.task.guest().putLong(DATA, 0x0000_0000_0050_0018L);
        assertEquals(0, guest.call("ioctl", master, Ioctls.TIOCSWINSZ, DATA));
        guest.task.guest().putLong(DATA, 0);
        assertEquals(0, guest.call("ioctl", slave, Ioctls.TIOCGWINSZ, DATA));
        assertEquals(0x0050_0018L, guest.task.guest().getLong(DATA));
    }

    @Test
    void theFirstOpenMakesItTheSessionsTerminal() {
        assertEquals(Errno.ENXIO.result(), guest.open("/dev/tty", Fcntl.O_RDWR));
        long slave = guest.open(slaveName, Fcntl.O_RDWR);
        assertEquals(0, guest.call("ioctl", slave, Ioctls.TIOCGSID, DATA));
        assertEquals(guest.task.process().pid(), guest.task.guest().getInt(DATA));
        assertEquals(0, guest.call("ioctl", slave, Ioctls.TIOCGPGRP, DATA));
        assertEquals(guest.task.process().pid(), guest.task.guest().getInt(DATA));
        long terminal = guest.open("/dev/tty", Fcntl.O_RDWR);
        assertTrue(terminal >= 0, "/dev/tty answered " + terminal);
        guest.write(terminal, "by tty");
        assertEquals("by tty", guest.read(master, 100));
    }

    @Test
    void controlCharactersSignalTheForegroundGroup() {
        guest.open(slaveName, Fcntl.O_RDWR);
        guest.task.signals().setBlocked(-1L);
        guest.write(master, "\u0003");
        long pending = guest.task.process().signals().pending(guest.task);
        assertTrue((pending >>> (Signal.SIGINT - 1) & 1) != 0, "SIGINT should be pending");
    }

    @Test
    void closingTheMasterHangsUp() {
        long slave = guest.open(slaveName, Fcntl.O_RDWR);
        guest.task.signals().setBlocked(-1L);
        guest.call("close", master);
        long pending = guest.task.process().signals().pending(guest.task);
        assertTrue((pending >>> (Signal.SIGHUP - 1) & 1) != 0, "SIGHUP should be pending");
        assertEquals(0, guest.call("read", slave, TestGuest.BUFFER, 10), "a terminal that hung up is at its end");
        assertEquals(Errno.ENOENT.result(), guest.open(slaveName, 0));
    }
}
