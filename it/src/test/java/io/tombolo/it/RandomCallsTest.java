package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guest that calls every system call number with random arguments does not take the Java process with it and touches
 * nothing outside its root. {@code -Dtombolo.random.seconds} says for how long.
 */
class RandomCallsTest {
    private static final int SECONDS = Integer.getInteger("tombolo.random.seconds", 5);
    private static final String SEED = System.getProperty("tombolo.seed", "1");

    @Test
    void neitherCrashesNorEscapes(@TempDir Path around) throws IOException, InterruptedException {
        Path rootfs = Files.createDirectories(around.resolve("rootfs"));
        for (String name : List.of("tmp", "etc", "proc", "dev")) {
            Files.createDirectory(rootfs.resolve(name));
        }
        Files.createDirectory(around.resolve("etc"));
        Files.createDirectory(around.resolve("tmp"));
        Files.writeString(around.resolve("etc/passwd"), "outside\n");
        Files.writeString(around.resolve("tmp/a"), "outside\n");
        Files.createSymbolicLink(rootfs.resolve("tmp/link"), Path.of("../../tmp/a"));
        Path program = rootfs.resolve("random-syscalls");
        Files.copy(Project.directory().resolve("it/src/guest/random-syscalls"), program);
        List<String> before = outside(around, rootfs);

        Tombolo.Result result = Tombolo.with("run", "--rootfs", rootfs.toString(), "--workdir", "/tmp", "--clear-env")
                .and("/random-syscalls", Integer.toString(SECONDS), SEED)
                .atMost(Duration.ofSeconds(SECONDS + 60L))
                .run();

        assertFalse(result.timedOut(), result.describe());
        assertFalse(result.text().contains("Exception"), result.describe());
        assertFalse(result.text().contains("fatal error has been detected"), result.describe());
        assertTrue(result.text().contains("survived all children"), result.describe());
        assertEquals(0, result.status(), result.describe());
        assertEquals(before, outside(around, rootfs), "what lies beside the root is as it was");
    }

    private static List<String> outside(Path around, Path rootfs) throws IOException {
        try (Stream<Path> files = Files.walk(around)) {
            return files.filter(file -> !file.startsWith(rootfs))
                    .sorted()
                    .map(RandomCallsTest::describe)
                    .toList();
        }
    }

    private static String describe(Path file) {
        try {
            String content = Files.isRegularFile(file) ? Files.readString(file) : "";
            return file + " " + Files.getPosixFilePermissions(file) + " " + Files.getOwner(file) + " " + content;
        } catch (IOException failure) {
            return file + " " + failure;
        }
    }
}
