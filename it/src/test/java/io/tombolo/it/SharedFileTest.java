package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two guests and a host process, which are three processes of the host, work on one file: the same program of {@code
 * modules/sys-mm/src/guest/shared} compiled for each.
 */
class SharedFileTest {
    private static final Path SOURCES = Project.directory().resolve("modules/sys-mm/src/guest/shared");

    @TempDir
    Path directory;

    @BeforeEach
    void compilersAreHere() {
        boolean here = Files.isExecutable(Path.of("/usr/bin/gcc"))
                && Files.isExecutable(Path.of("/usr/bin/aarch64-linux-gnu-gcc"));
        assertTrue(here || System.getenv("CI") == null, "CI needs Debian's gcc and gcc-aarch64-linux-gnu");
        assumeTrue(here, "no compilers");
    }

    @Test
    void aWriteIsSeenThroughEveryMappingAtOnce() throws IOException, InterruptedException {
        Path file = directory.resolve("file");
        Files.write(file, new byte[4 * 4096]);
        List<Process> all = new ArrayList<>();
        all.add(guest("turns", file.toString(), "0", "3", "200"));
        all.add(host("turns", file.toString(), "1", "3", "200"));
        all.add(guest("turns", file.toString(), "2", "3", "200"));
        for (int number = 0; number < 3; number++) {
            assertEquals(number + ": done", output(all.get(number)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "description", "whole", "file"})
    void aLockKeepsGuestsAndHostOutOfOneAnother(String how) throws IOException, InterruptedException {
        Path file = directory.resolve("number");
        Files.write(file, new byte[16]);
        List<Process> all = new ArrayList<>();
        all.add(guest("counter", how, file.toString(), "1500", "3"));
        all.add(guest("counter", how, file.toString(), "1500", "3"));
        all.add(host("counter", how, file.toString(), "6000", "3"));
        for (Process each : all) {
            assertEquals("done", output(each));
        }
        long number = ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        assertEquals(9000, number, "nobody has read a number that another was about to change");
    }

    private Process host(String program, String... arguments) throws IOException, InterruptedException {
        return start(List.of(compile("gcc", program).toString()), arguments);
    }

    private Process guest(String program, String... arguments) throws IOException, InterruptedException {
        String binary = compile("aarch64-linux-gnu-gcc", program).toString();
        return start(List.of(Project.launcher().toString(), "run", binary), arguments);
    }

    private static Process start(List<String> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private Path compile(String compiler, String program) throws IOException, InterruptedException {
        Path binary = directory.resolve(compiler + "-" + program);
        if (!Files.exists(binary)) {
            String source = SOURCES.resolve(program + ".c").toString();
            assertEquals("", output(start(List.of(compiler, "-O1", "-w", "-static", "-o", binary.toString(), source))));
        }
        return binary;
    }

    /** What a process has said when it has ended, which must be well. */
    private static String output(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(110, TimeUnit.SECONDS), "does not end");
        assertEquals(0, process.exitValue(), said);
        return said.strip();
    }
}
