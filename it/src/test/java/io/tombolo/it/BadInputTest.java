package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot run is refused with the shell's exit status and exactly one line that says why. */
class BadInputTest {
    private static final int E_MACHINE = 18;
    private static final int E_PHOFF = 32;
    private static final int EM_X86_64 = 62;
    private static final int EM_AARCH64 = 183;

    @TempDir
    Path directory;

    private byte[] hello;

    @BeforeEach
    void readHello() throws IOException {
        hello = Files.readAllBytes(Project.directory().resolve("examples/hello"));
    }

    @Test
    void notFound() throws Exception {
        assertRefused(127, directory.resolve("nosuch").toString(), "nosuch");
        assertRefused(127, "surely-not-in-path", "surely-not-in-path");
    }

    @Test
    void directoryIsNoProgram() throws Exception {
        assertRefused(126, directory.toString(), "regular file");
    }

    @Test
    void notExecutable() throws Exception {
        Path file = program(hello);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused(126, file.toString(), "ermission");
    }

    @Test
    void notAProgram() throws Exception {
        assertRefused(
                126, program("just a text\n".getBytes(StandardCharsets.UTF_8)).toString(), "");
        assertRefused(126, program(new byte[] {0x7F, 'E', 'L', 'F'}).toString(), "");
        assertRefused(126, program(new byte[0]).toString(), "");
    }

    @Test
    void foreignInstructionSetIsNamed() throws Exception {
        ByteBuffer.wrap(hello).order(ByteOrder.LITTLE_ENDIAN).putShort(E_MACHINE, (short) EM_X86_64);
        assertRefused(126, program(hello).toString(), "x86");
    }

    @Test
    void wrongClassAndWrongByteOrder() throws Exception {
        byte[] class32 = hello.clone();
        class32[4] = 1;
        assertRefused(126, program(class32).toString(), "32");
        byte[] bigEndian = hello.clone();
        bigEndian[5] = 2;
        ByteBuffer.wrap(bigEndian).order(ByteOrder.BIG_ENDIAN).putShort(E_MACHINE, (short) EM_AARCH64);
        assertRefused(126, program(bigEndian).toString(), "endian");
    }

    @Test
    void truncated() throws Exception {
        assertRefused(126, program(java.util.Arrays.copyOf(hello, 40)).toString(), "");
        assertRefused(126, program(java.util.Arrays.copyOf(hello, 100)).toString(), "");
    }

    @Test
    void hostileProgramHeaders() throws Exception {
        byte[] beyond = hello.clone();
        ByteBuffer.wrap(beyond).order(ByteOrder.LITTLE_ENDIAN).putLong(E_PHOFF, Long.MAX_VALUE - 8);
        assertRefused(126, program(beyond).toString(), "");
        byte[] huge = hello.clone();
        int firstHeader =
                (int) ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).getLong(E_PHOFF);
        ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putLong(firstHeader + 40, -1L >>> 1);
        assertRefused(126, program(huge).toString(), "");
    }

    @Test
    void missingInterpreter() throws Exception {
        assertRefused(
                126,
                127,
                program("#!/no/such/interpreter\n".getBytes(StandardCharsets.UTF_8))
                        .toString(),
                "/no/such/interpreter");
    }

    @Test
    void userMistakesAreOneLine() throws Exception {
        assertOneLine(2, Tombolo.with("run").run());
        assertOneLine(2, Tombolo.with("run", "--nonsense", "x").run());
        assertOneLine(
                2, Tombolo.with("run", "--rootfs", "/no/such/directory", "x").run());
        assertOneLine(2, Tombolo.with("run", "--bind", "x", "y").run());
        assertOneLine(2, Tombolo.with("run", "--user", "me", "y").run());
        assertOneLine(2, Tombolo.with("fly").run());
        assertOneLine(125, Tombolo.with("run", "--use", "mm=nosuch", "x").run());
        assertOneLine(125, Tombolo.with("run", "--engine", "nosuch", "x").run());
    }

    @Test
    void guestKilledBySignalIsToldAsTheShellDoes() throws Exception {
        Path file = program(hello);
        byte[] broken = hello.clone();
        int entry = entryOffset(broken);
        // udf #0 at the entry point
        ByteBuffer.wrap(broken).order(ByteOrder.LITTLE_ENDIAN).putInt(entry, 0);
        Files.write(file, broken);
        Tombolo.Result result = Tombolo.with("run", file.toString()).run();
        assertEquals(128 + 4, result.status(), result.describe());
        assertFalse(result.text().contains("Exception"), result.describe());
    }

    private static int entryOffset(byte[] elf) {
        ByteBuffer content = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        long entry = content.getLong(24);
        int header = (int) content.getLong(E_PHOFF);
        for (int i = 0; i < content.getShort(56); i++, header += 56) {
            long address = content.getLong(header + 16);
            if (content.getInt(header) == 1 && entry >= address && entry < address + content.getLong(header + 32)) {
                return (int) (entry - address + content.getLong(header + 8));
            }
        }
        throw new AssertionError("no segment holds the entry point");
    }

    private Path program(byte[] content) throws IOException {
        Path file = Files.createTempFile(directory, "program", "");
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private static void assertRefused(int status, String program, String why) throws Exception {
        assertRefused(status, status, program, why);
    }

    private static void assertRefused(int status, int orStatus, String program, String why) throws Exception {
        Tombolo.Result result = Tombolo.with("run", program).run();
        assertOneLine(result.status() == orStatus ? orStatus : status, result);
        assertTrue(result.text().contains(why), "the reason names '" + why + "': " + result.describe());
    }

    private static void assertOneLine(int status, Tombolo.Result result) {
        assertEquals(status, result.status(), result.describe());
        assertEquals(1, result.text().lines().count(), result.describe());
        assertTrue(result.text().startsWith("tombolo: "), result.describe());
    }
}
