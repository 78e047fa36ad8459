package io.tombolo.host.posix.internal.darwin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.LockRange;
import io.tombolo.host.posix.TerminalAttributes;
import io.tombolo.host.posix.Termios;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Darwin's tables against themselves: no Apple machine or header is at hand. */
class DarwinTest {
    private final DarwinAbi abi = new DarwinAbi();
    private final ByteBuffer memory = ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());

    @Test
    void offsetsAreThoseOfTheLayouts() throws ReflectiveOperationException {
        assertOffsets(Stat.class, Stat.LAYOUT, "st_");
        assertOffsets(Statfs.class, Statfs.LAYOUT, "f_");
        assertOffsets(Flock.class, Flock.LAYOUT, "l_");
        assertOffsets(Dirent.class, Dirent.LAYOUT, "d_");
        assertOffsets(DarwinTermios.class, DarwinTermios.LAYOUT, "c_");
    }

    private static void assertOffsets(Class<?> struct, GroupLayout layout, String prefix)
            throws ReflectiveOperationException {
        Map<String, String> longNames = Map.of(
                "st_atime", "st_atimespec",
                "st_mtime", "st_mtimespec",
                "st_ctime", "st_ctimespec",
                "st_birthtime", "st_birthtimespec");
        for (Field field : struct.getDeclaredFields()) {
            if (field.getName().startsWith("OFF_")) {
                String member = prefix + field.getName().substring(4).toLowerCase(Locale.ROOT);
                member = longNames.getOrDefault(member, member);
                assertEquals(
                        layout.byteOffset(MemoryLayout.PathElement.groupElement(member)),
                        field.getInt(null),
                        struct.getSimpleName() + "." + field.getName());
            } else if (field.getName().equals("SIZE")) {
                assertEquals(layout.byteSize(), field.getInt(null), struct.getSimpleName() + ".SIZE");
            }
        }
    }

    @Test
    void errorsBecomeThoseOfLinux() {
        assertEquals(Errno.ENOENT, DarwinErrno.toLinux(2));
        assertEquals(Errno.EDEADLK, DarwinErrno.toLinux(11));
        assertEquals(Errno.EAGAIN, DarwinErrno.toLinux(35));
        assertEquals(Errno.ENOSYS, DarwinErrno.toLinux(78));
        assertEquals(Errno.ELOOP, DarwinErrno.toLinux(62));
        assertEquals(Errno.ENOTEMPTY, DarwinErrno.toLinux(66));
        assertEquals(Errno.ENOBUFS, DarwinErrno.toLinux(106));
        assertEquals(Errno.EIO, DarwinErrno.toLinux(107), "an error newer than the table");
        assertEquals(Errno.EIO, DarwinErrno.toLinux(0));
    }

    @Test
    void openFlagsTranslateBothWays() {
        int flags = Fcntl.O_RDWR
                | Fcntl.O_CREAT
                | Fcntl.O_EXCL
                | Fcntl.O_APPEND
                | Fcntl.O_NONBLOCK
                | Fcntl.O_CLOEXEC
                | Fcntl.O_DIRECTORY
                | Fcntl.O_NOFOLLOW;
        assertEquals(0x0110_0b0e, abi.flags().open(flags));
        assertEquals(flags, abi.flags().openFromHost(abi.flags().open(flags)));
        assertEquals(0x0040_0080, abi.flags().open(Fcntl.O_SYNC));
        assertEquals(0x0040_0000, abi.flags().open(Fcntl.O_DSYNC));
        assertThrows(ErrnoException.class, () -> abi.flags().open(Fcntl.O_TMPFILE | Fcntl.O_RDWR));
        assertEquals(0x0020_8000, abi.flags().open(Fcntl.O_PATH | Fcntl.O_NOFOLLOW));
    }

    @Test
    void locksAndTerminalModesComeBack() {
        LockRange range = new LockRange(Fcntl.F_WRLCK, 10, 20, 0);
        abi.putLockRange(memory, range);
        assertEquals(range, abi.lockRange(memory));
        byte[] characters = new byte[TerminalAttributes.CONTROL_CHARACTERS];
        characters[Termios.VINTR] = 3;
        characters[Termios.VMIN] = 1;
        TerminalAttributes attributes = new TerminalAttributes(
                Termios.ICRNL | Termios.IXON,
                Termios.OPOST | Termios.ONLCR,
                Termios.CS8 | Termios.CREAD | 0xf,
                Termios.ISIG | Termios.ICANON | Termios.ECHO | Termios.NOFLSH,
                0,
                characters);
        abi.putTerminalAttributes(memory, attributes);
        TerminalAttributes back = abi.terminalAttributes(memory);
        assertEquals(attributes, back);
        assertArrayEquals(characters, back.characters());
        assertEquals(0x8000_0188L, memory.getLong(DarwinTermios.OFF_LFLAG), "NOFLSH is not sign-extended");
    }
}
