package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Debian's programs say under Tombolo, byte for byte, what they say under qemu-aarch64. The programs are the shell scripts of
 * {@code it/programs}; {@code it/record-expected} made the {@code .expected} file beside each.
 */
class ProgramsTest {
    private static final Path PROGRAMS = Project.directory().resolve("it/programs");
    private static final Path ACTUAL = Project.directory().resolve("it/target/actual");

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sh"))
                    .map(name -> name.substring(0, name.length() - 3))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void saysWhatTheReferenceSays(String name, @TempDir Path guestTemporary) throws IOException, InterruptedException {
        Optional<Path> rootfs = Project.rootfs();
        assumeTrue(rootfs.isPresent(), "there is no root file system: scripts/guest-rootfs makes one");
        Path script = PROGRAMS.resolve(name + ".sh");
        Files.copy(script, guestTemporary.resolve(name + ".sh"));
        Tombolo.Result result = Tombolo.with(
                        "run", "--rootfs", rootfs.get().toString(), "--bind", guestTemporary + ":/tmp")
                .and("--clear-env", "--env", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "--env", "HOME=/root")
                .and("--user", "0:0", "--workdir", "/tmp")
                .and(shell(script))
                .and("/tmp/" + name + ".sh")
                .atMost(Duration.ofMinutes(4))
                .run();
        Files.createDirectories(ACTUAL);
        Path actual = ACTUAL.resolve(name);
        Files.writeString(actual, result.text(), StandardCharsets.ISO_8859_1);
        List<String> expected = Files.readAllLines(PROGRAMS.resolve(name + ".expected"), StandardCharsets.ISO_8859_1);
        List<String> said = result.text().lines().toList();
        for (int i = 0; i < Math.min(expected.size(), said.size()); i++) {
            assertEquals(
                    expected.get(i),
                    said.get(i),
                    "line " + (i + 1) + " of what " + name + ".sh says; all of it: " + actual);
        }
        assertEquals(expected.size(), said.size(), "number of lines that " + name + ".sh says; all of it: " + actual);
        assertEquals(0, result.status(), result.describe());
    }

    /** The words between "Run by:" and the script's name on its first line. */
    private static String[] shell(Path script) throws IOException {
        String first = Files.readAllLines(script, StandardCharsets.UTF_8).getFirst();
        String words = first.substring(
                first.indexOf(':') + 1, first.indexOf(script.getFileName().toString()));
        return words.trim().split(" ", -1);
    }
}
