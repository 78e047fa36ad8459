package io.tombolo.proc.internal.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Elf;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which headers are accepted, and with which error others are refused. */
class ElfImageTest {
    private static final int MACHINE = 183;

    private final byte[] file = new byte[512];
    private final ByteBuffer program = program(file);

    /** A header, a loadable segment and an interpreter's path behind them. */
    private static ByteBuffer program(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0, 0x464C457F).put(4, (byte) 2).put(5, (byte) 1).put(6, (byte) 1);
        bytes.putShort(16, (short) Elf.ET_DYN).putShort(18, (short) MACHINE).putLong(24, 0x100);
        bytes.putLong(32, 64).putShort(54, (short) ProgramHeader.SIZE).putShort(56, (short) 2);
        bytes.putInt(64, Elf.PT_LOAD)
                .putInt(68, Elf.PF_R | Elf.PF_X)
                .putLong(96, 512)
                .putLong(104, 512);
        bytes.putInt(120, Elf.PT_INTERP).putLong(128, 256).putLong(152, 8);
        bytes.put(256, "/ld.so\0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        return bytes;
    }

    private ElfImage read() {
        return ElfImage.read(new BytesFile(file), Arrays.copyOf(file, 256), MACHINE, Errno.ENOEXEC);
    }

    private void refused() {
        assertEquals(
                Errno.ENOEXEC, assertThrows(ErrnoException.class, this::read).errno());
    }

    @Test
    void goodProgramIsRead() {
        ElfImage image = read();
        assertEquals(2, image.segments().size());
        assertEquals("/ld.so", image.interpreter());
        assertTrue(image.header().movable());
    }

    @Test
    void withoutInterpreterHeaderThereIsNone() {
        program.putInt(120, Elf.PT_NOTE);
        assertNull(read().interpreter());
    }

    @Test
    void foreignFilesAreRefused() {
        program.put(0, (byte) 0);
        refused();
    }

    @Test
    void otherMachineClassOrByteOrderIsRefused() {
        program.putShort(18, (short) 62);
        refused();
        program.putShort(18, (short) MACHINE).put(4, (byte) 1);
        refused();
        program.put(4, (byte) 2).put(5, (byte) 2);
        refused();
    }

    @Test
    void objectFilesAndCoresAreRefused() {
        program.putShort(16, (short) Elf.ET_REL);
        refused();
        program.putShort(16, (short) Elf.ET_CORE);
        refused();
    }

    @Test
    void tableMustHaveEntriesOfTheRightSizeWithinTheFile() {
        program.putShort(54, (short) 32);
        refused();
        program.putShort(54, (short) ProgramHeader.SIZE).putShort(56, (short) 0);
        refused();
        program.putShort(56, (short) 0xFFFF);
        refused();
        program.putShort(56, (short) 2).putLong(32, 500);
        refused();
        program.putLong(32, -8);
        refused();
    }

    @Test
    void interpreterPathMustEndWithZeroAndLieInTheFile() {
        program.putLong(152, 6);
        assertEquals(
                Errno.ENOEXEC,
                assertThrows(ErrnoException.class, () -> read().interpreter()).errno());
        program.putLong(152, 1);
        assertEquals(
                Errno.ENOEXEC,
                assertThrows(ErrnoException.class, () -> read().interpreter()).errno());
        program.putLong(152, 1L << 40);
        assertEquals(
                Errno.ENOEXEC,
                assertThrows(ErrnoException.class, () -> read().interpreter()).errno());
        program.putLong(152, 8).putLong(128, 508);
        assertEquals(
                Errno.EIO,
                assertThrows(ErrnoException.class, () -> read().interpreter()).errno());
    }

    @Test
    void damagedHeadersNeverFailButByErrno() {
        Random random = new Random(7);
        byte[] good = file.clone();
        for (int i = 0; i < 20_000; i++) {
            System.arraycopy(good, 0, file, 0, good.length);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                program.put(random.nextInt(200), (byte) random.nextInt());
            }
            try {
                ElfImage image = read();
                image.interpreter();
                image.executableStack();
            } catch (ErrnoException refused) {
                assertTrue(refused.number() > 0);
            }
        }
    }
}
