package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Programs about processes, signals and execution, compiled for this machine and for the guest from one source: what they say
 * must be the same on the host's kernel and on ours.
 */
class ProcessProgramsTest {
    private static final Path SOURCES = Project.directory().resolve("modules/sys-proc/src/guest/programs");

    @TempDir
    Path directory;

    @BeforeEach
    void compilersAreHere() {
        boolean here = isCommand("aarch64-linux-gnu-gcc") && isCommand("gcc");
        assertTrue(
                here || System.getenv("CI") == null, "CI needs Debian's gcc and gcc-aarch64-linux-gnu for this test");
        assumeTrue(here, "no compilers");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "no Linux to compare with");
    }

    @ParameterizedTest
    @ValueSource(strings = {"waiting", "signals", "executing", "threading"})
    void saysWhatItSaysOnTheHostsKernel(String program) throws IOException, InterruptedException {
        Path reference = compile("gcc", program, "host-" + program);
        Path guest = compile("aarch64-linux-gnu-gcc", program, "guest-" + program);
        Said expected = run(reference.toString());
        assertEquals(0, expected.status, "on the host: " + expected.text);
        Tombolo.Result result = Tombolo.with("run", guest.toString()).run();
        assertFalse(result.timedOut(), result.describe());
        assertEquals(expected.text, result.text(), "what differs is what our kernel does differently");
        assertEquals(0, result.status(), result.describe());
    }

    private Path compile(String compiler, String program, String name) throws IOException, InterruptedException {
        Path binary = directory.resolve(name);
        String source = SOURCES.resolve(program + ".c").toString();
        Said said = run(compiler, "-O1", "-w", "-static", "-pthread", "-o", binary.toString(), source);
        assertEquals(0, said.status, said.text);
        return binary;
    }

    private static boolean isCommand(String name) {
        for (String place : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(place, name))) {
                return true;
            }
        }
        return false;
    }

    private Said run(String... command) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return new Said(process.waitFor(), Files.readString(out, StandardCharsets.ISO_8859_1));
    }

    private record Said(int status, String text) {}
}
