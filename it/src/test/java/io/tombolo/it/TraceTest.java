package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.Kernel;
import io.tombolo.core.KernelOptions;
import io.tombolo.core.SyscallStatistics;
import io.tombolo.core.SyscallTrace;
import io.tombolo.core.abi.Architecture;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole program, traced and counted. Its standard streams are closed, so that it writes in vain. */
@Timeout(60)
class TraceTest {
    @TempDir
    private Path rootfs;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final SyscallTrace trace = new SyscallTrace(Architecture.AARCH64, lines);
    private final SyscallStatistics statistics = new SyscallStatistics(Architecture.AARCH64);

    @Test
    void aProgramIsTracedAndCounted() throws Exception {
        run("hello");

        String text = lines.toString(StandardCharsets.UTF_8);
        assertLine(
                text,
                "[0-9]+ writev\\(1, \\[\\{iov_base=\"Hello from.*\"\\.\\.\\., iov_len=[0-9]+\\}, .*\\], 2\\)"
                        + " = -1 EBADF \\(Bad file descriptor\\) <0\\.[0-9]{6}>");
        assertLine(text, "[0-9]+ exit_group\\([0-9]+\\) = \\?");
        assertLine(text, "[0-9]+ \\+\\+\\+ exited with [0-9]+ \\+\\+\\+");
        String table = statistics.table();
        assertTrue(Pattern.compile("(?m) 1 +1 writev$").matcher(table).find(), table);
        assertTrue(table.contains(" exit_group\n"), table);
    }

    @Test
    void everyLineOfSeveralTasksIsWhole() throws Exception {
        run("threads");

        String text = lines.toString(StandardCharsets.UTF_8);
        assertTrue(text.endsWith("\n"), text);
        Pattern whole = Pattern.compile("[0-9]+ ([a-z_0-9]+\\(.*\\) = .*|\\+\\+\\+ .* \\+\\+\\+|--- .* ---)");
        assertEquals(
                List.of(),
                text.lines().filter(line -> !whole.matcher(line).matches()).toList());
        assertTrue(
                text.lines().map(line -> line.split(" ", 2)[0]).distinct().count() > 1,
                () -> "several tasks:\n" + text);
    }

    private static void assertLine(String text, String pattern) {
        assertTrue(
                text.lines().anyMatch(line -> line.matches(pattern)),
                () -> "no line matches " + pattern + ":\n" + text);
    }

    private void run(String example) throws Exception {
        Files.copy(Project.directory().resolve("examples").resolve(example), rootfs.resolve(example));
        KernelOptions options =
                new KernelOptions(rootfs, List.of(), "/", -1, -1, "", "", Map.of(), List.of(), List.of());
        try (Kernel kernel = Kernel.create(options, List.of(trace, statistics))) {
            kernel.awaitExit(kernel.start("/" + example, List.of(example), List.of()));
        }
    }
}
