package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes with threads that signal, fork, execute, stop and kill one another at random: {@code modules/sys-proc/src/guest/stress/stress.c}
 * knows how each must end. Longer, with more of them and other choices:
 * {@code -Dtombolo.stress.seconds=300 -Dtombolo.stress.processes=200 -Dtombolo.seed=7}.
 */
class ProcessStressTest {
    private static final int PHASES = 4;
    private static final int THREADS = 8;
    private static final int MORE_THAN_A_POOL_KEEPS = 32;

    @TempDir
    Path directory;

    @Test
    void nothingHangsNothingIsLeftAndEveryStatusIsRight() throws IOException, InterruptedException {
        assumeTrue(GuestCompiler.areHere(), "no compilers");
        Path guest = GuestCompiler.compile(
                GuestCompiler.GUEST,
                Path.of("modules/sys-proc/src/guest/stress/stress.c"),
                directory.resolve("stress"));
        int seconds = Integer.getInteger("tombolo.stress.seconds", 12);
        List<String> command = List.of(
                Project.launcher().toString(),
                "run",
                guest.toString(),
                Integer.toString(PHASES),
                Integer.toString(seconds * 1000 / PHASES),
                Integer.toString(Integer.getInteger("tombolo.stress.processes", 40)),
                Integer.toString(THREADS),
                Integer.toString(Integer.getInteger("tombolo.seed", 1)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        ProcessHandle watchdog = process.toHandle();
        Thread.ofVirtual().start(() -> killAfter(watchdog, seconds * 2L + 60));
        List<Holdings> held = new ArrayList<>();
        StringBuilder said = new StringBuilder();
        try (BufferedReader output = process.inputReader(StandardCharsets.ISO_8859_1);
                BufferedWriter input = process.outputWriter(StandardCharsets.ISO_8859_1)) {
            for (String line; (line = output.readLine()) != null; ) {
                said.append(line).append('\n');
                if (line.startsWith("phase")) {
                    held.add(Holdings.whenQuiet(process.pid()));
                    input.write("go on\n");
                    input.flush();
                }
            }
        }
        assertEquals(0, process.waitFor(), said + "\nexit status 137: it hung and was killed");
        assertEquals(PHASES, held.size(), said.toString());
        Holdings before = held.getFirst();
        Holdings after = held.getLast();
        assertTrue(after.threads() <= before.threads() + 2, "threads: " + held);
        assertTrue(after.descriptors() <= before.descriptors() + MORE_THAN_A_POOL_KEEPS, "descriptors: " + held);
    }

    private static void killAfter(ProcessHandle process, long seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
            process.destroyForcibly();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the host's process has. */
    private record Holdings(long threads, long descriptors) {
        /** Host threads whose guest's have ended wait a second for others. */
        static Holdings whenQuiet(long pid) throws IOException, InterruptedException {
            TimeUnit.SECONDS.sleep(2);
            return new Holdings(count(pid, "task"), count(pid, "fd"));
        }

        private static long count(long pid, String what) throws IOException {
            try (Stream<Path> entries = Files.list(Path.of("/proc/" + pid, what))) {
                return entries.count();
            }
        }
    }
}
