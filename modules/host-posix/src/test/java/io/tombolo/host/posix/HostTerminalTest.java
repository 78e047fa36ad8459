package io.tombolo.host.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Terminals, on a pseudo-terminal of Linux. */
class HostTerminalTest {
    private static final long TIOCSPTLCK = 0x40045431L;
    private static final long TIOCGPTPEER = 0x5441L;
    private static final int FLAGS = Fcntl.O_RDWR | Fcntl.O_NOCTTY | Fcntl.O_CLOEXEC;

    private final Host host = Host.system();
    private final HostTerminal terminal = host.terminal();
    private final NativeBuffer buffer = NativeBuffer.allocate(64);
    private int master;
    private int slave;

    @BeforeEach
    void open() {
        assumeTrue(Files.isWritable(Path.of("/dev/ptmx")), "there are no pseudo-terminals here");
        master = host.paths().open(Fcntl.AT_FDCWD, HostPaths.bytes("/dev/ptmx"), FLAGS, 0);
        ErrnoException.check(host.files().rawControl(master, TIOCSPTLCK, buffer.address()));
        slave = (int) ErrnoException.check(host.files().rawControl(master, TIOCGPTPEER, FLAGS));
    }

    @AfterEach
    void close() {
        host.files().close(slave);
        host.files().close(master);
    }

    private void type(String input) {
        byte[] bytes = input.getBytes(StandardCharsets.US_ASCII);
        buffer.bytes().put(0, bytes);
        host.files().write(master, buffer.address(), bytes.length);
    }

    /** The kernel passes input through the line discipline in a worker of its own: the reads wait for it. */
    private String echoedLine() {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\n") < 0) {
            int length = (int) host.files().read(master, buffer.address(), buffer.size());
            line.append(new String(NativeMemory.string(buffer.address(), length), StandardCharsets.US_ASCII));
        }
        return line.toString();
    }

    @Test
    void rawModePassesBytesWithoutEcho() {
        TerminalAttributes cooked = terminal.attributes(slave);
        assertEquals(3, cooked.characters()[Termios.VINTR], "Ctrl-C");
        type("a\001b\n");
        assertEquals("a^Ab\r\n", echoedLine(), "a fresh terminal echoes, controls by name");
        terminal.setAttributes(slave, HostTerminal.TCSAFLUSH, cooked.raw());
        assertEquals(cooked.raw(), terminal.attributes(slave));
        type("\003");
        assertEquals(1, host.files().read(slave, buffer.address(), 10), "Ctrl-C is a byte like any other");
        assertEquals(0, host.polling().poll(master, Poll.POLLIN), "raw mode does not echo");
        terminal.setAttributes(slave, HostTerminal.TCSANOW, cooked);
        assertEquals(cooked, terminal.attributes(slave));
    }

    @Test
    void theWindowHasTheSizeThatItWasGiven() {
        WindowSize size = new WindowSize(65535, 80, 640, 480);
        terminal.setWindowSize(master, size);
        assertEquals(size, terminal.windowSize(slave));
    }

    @Test
    void aPipeIsNoTerminal() {
        HostDescriptors.Pipe pipe = host.descriptors().createPipe(Fcntl.O_CLOEXEC);
        assertTrue(terminal.isTerminal(slave));
        assertFalse(terminal.isTerminal(pipe.readEnd()));
        assertEquals(
                Errno.ENOTTY,
                assertThrows(ErrnoException.class, () -> terminal.windowSize(pipe.readEnd()))
                        .errno());
        assertEquals(
                Errno.ENOTTY,
                assertThrows(ErrnoException.class, () -> terminal.foregroundGroup(slave))
                        .errno(),
                "it is not the controlling terminal");
        host.files().close(pipe.readEnd());
        host.files().close(pipe.writeEnd());
    }
}
