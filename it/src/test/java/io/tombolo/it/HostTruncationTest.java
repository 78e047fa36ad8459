package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process of the host, which is this one, shortens a file that a guest has mapped. */
class HostTruncationTest {
    private static final int PAGE = 4096;
    private static final int PAGES = 16;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        assumeTrue(GuestCompiler.areHere(), "no compilers");
        file = directory.resolve("file");
        byte[] bytes = new byte[PAGES * PAGE];
        Arrays.fill(bytes, (byte) 1);
        Files.write(file, bytes);
    }

    private Path compile(String name) throws IOException, InterruptedException {
        Path source = Path.of("modules/sys-mm/src/guest/truncated", name + ".c");
        return GuestCompiler.compile(GuestCompiler.GUEST, source, directory.resolve(name));
    }

    private static Process start(Path program, Object... arguments) throws IOException {
        List<String> command = Arrays.stream(arguments).map(Object::toString).collect(Collectors.toList());
        command.addAll(0, List.of(Project.launcher().toString(), "run", program.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Whether the kernel heard of it from the host in time, or the engine met the host's SIGBUS, must not matter to single accesses. */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 0x800", "1, 0", "1, 0x800", "3000, 0", "3000, 0x800"})
    void isTheGuestsSigbusAtTheAddress(int rounds, String flags) throws IOException, InterruptedException {
        Process guest = start(compile("truncated"), file, rounds, flags);
        String said;
        try (BufferedReader output = guest.inputReader(StandardCharsets.ISO_8859_1)) {
            assertEquals("ready", output.readLine());
            try (RandomAccessFile host = new RandomAccessFile(file.toFile(), "rw")) {
                host.setLength(4 * PAGE);
            }
            guest.getOutputStream().write('x');
            guest.getOutputStream().flush();
            said = output.lines().collect(Collectors.joining("\n"));
        }
        assertTrue(guest.waitFor(60, TimeUnit.SECONDS), said);
        String sum = rounds == 0 ? "" : "sum: signal 7 code 2 in what is gone\n";
        assertEquals(sum + """
                        read at 8192: 1
                        read at 36868: signal 7 code 2 at 36868
                        read again at 36868: signal 7 code 2 at 36868
                        write at 40961: signal 7 code 2 at 40961
                        write at 12288: 119
                        to a pipe: 10
                        from a pipe: 5""", said);
        assertEquals(0, guest.exitValue());
    }

    @Test
    void overAndOverIsSurvived() throws IOException, InterruptedException {
        Process guest = start(compile("shrinking"), file, 20000);
        try (RandomAccessFile host = new RandomAccessFile(file.toFile(), "rw")) {
            for (int round = 0; !guest.waitFor(1, TimeUnit.MILLISECONDS); round++) {
                host.setLength(PAGE * (1L + round % PAGES));
                guest.waitFor(1, TimeUnit.MILLISECONDS);
                host.setLength(PAGE * PAGES);
            }
        }
        String said = new String(guest.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertEquals("40000 accesses, some faults, 0 wrong\n", said);
        assertEquals(0, guest.exitValue());
    }
}
