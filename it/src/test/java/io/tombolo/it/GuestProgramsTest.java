package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The C programs of all modules, {@code modules/MODULE/src/guest/programs/*.c}, compiled for this machine and for the guest from one
 * source: what they say must be the same on the host's kernel and on ours. Each runs in an empty directory of its own.
 */
class GuestProgramsTest {
    @TempDir
    Path directory;

    static Stream<String> programs() throws IOException {
        Stream.Builder<String> names = Stream.builder();
        try (DirectoryStream<Path> modules =
                Files.newDirectoryStream(Project.directory().resolve("modules"))) {
            for (Path module : modules) {
                Path programs = module.resolve("src/guest/programs");
                if (Files.isDirectory(programs)) {
                    addPrograms(module.getFileName().toString(), programs, names);
                }
            }
        }
        return names.build().sorted();
    }

    private static void addPrograms(String module, Path programs, Stream.Builder<String> names) throws IOException {
        try (DirectoryStream<Path> sources = Files.newDirectoryStream(programs, "*.c")) {
            for (Path source : sources) {
                String name = source.getFileName().toString();
                names.add(module + "/" + name.substring(0, name.length() - 2));
            }
        }
    }

    @BeforeEach
    void compilersAreHere() {
        boolean here = GuestCompiler.areHere();
        assertTrue(
                here || System.getenv("CI") == null, "CI needs Debian's gcc and gcc-aarch64-linux-gnu for this test");
        assumeTrue(here, "no compilers, or no Linux to compare with");
    }

    @ParameterizedTest
    @MethodSource("programs")
    void saysWhatItSaysOnTheHostsKernel(String program) throws IOException, InterruptedException {
        compare(program, text -> text);
    }

    /** All but the one that counts the single pages that are in memory: there they come four at a time. */
    static Stream<String> memoryPrograms() throws IOException {
        return programs().filter(name -> name.startsWith("sys-mm/") && !name.equals("sys-mm/inspection"));
    }

    /** As on Apple silicon, where pages of the host have 16 KiB, which are in memory as a whole, and those of the guest 4 KiB. */
    @ParameterizedTest
    @MethodSource("memoryPrograms")
    void saysTheSameOnAHostWithLargePages(String program) throws IOException, InterruptedException {
        compare(program, text -> text.replaceAll("resident \\d+", "resident"), "--engine", "soft-16k");
    }

    private void compare(String program, UnaryOperator<String> comparable, String... options)
            throws IOException, InterruptedException {
        Path source = source(program);
        Path reference = GuestCompiler.compile(GuestCompiler.HOST, source, directory.resolve("host-program"));
        Path guest = GuestCompiler.compile(GuestCompiler.GUEST, source, directory.resolve("guest-program"));
        Said expected = run(Files.createDirectory(directory.resolve("host")), List.of(reference.toString()));
        assertEquals(0, expected.status, "on the host: " + expected.text);
        Tombolo.Result result = Tombolo.with("run")
                .and(options)
                .and(guest.toString())
                .in(Files.createDirectory(directory.resolve("guest")))
                .run();
        assertFalse(result.timedOut(), result.describe());
        assertEquals(
                comparable.apply(expected.text),
                comparable.apply(result.text()),
                "what differs is what our kernel does differently");
        assertEquals(0, result.status(), result.describe());
    }

    /** The embedding process's own descriptors become the guest's, with what they were opened for. */
    @ParameterizedTest
    @ValueSource(strings = {"<file", "<>file", "0>>file"})
    void aMappingOfStandardInputMayDoWhatTheShellOpenedItFor(String redirection)
            throws IOException, InterruptedException {
        Path source = source("sys-mm/maximum-protection");
        Path reference = GuestCompiler.compile(GuestCompiler.HOST, source, directory.resolve("host-program"));
        Path guest = GuestCompiler.compile(GuestCompiler.GUEST, source, directory.resolve("guest-program"));
        Files.write(directory.resolve("file"), new byte[8192]);
        String command = "exec \"$@\" " + redirection;
        Said expected = run(directory, List.of("sh", "-c", command, "sh", reference.toString(), "input"));
        String launcher = Project.launcher().toString();
        Said said = run(directory, List.of("sh", "-c", command, "sh", launcher, "run", guest.toString(), "input"));
        assertEquals(expected, said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cow", "copy"})
    void everyStrategyTakesTrueSnapshots(String strategy) throws IOException, InterruptedException {
        Path source = source("sys-proc/snapshots");
        Said expected = run(
                Files.createDirectory(directory.resolve("host")),
                List.of(GuestCompiler.compile(GuestCompiler.HOST, source, directory.resolve("host-program"))
                        .toString()));
        Path guest = GuestCompiler.compile(GuestCompiler.GUEST, source, directory.resolve("guest-program"));
        Tombolo.Result result = Tombolo.with("run", "--use", "fork=" + strategy, guest.toString())
                .in(Files.createDirectory(directory.resolve("guest")))
                .run();
        assertEquals(expected.text, result.text(), result.describe());
    }

    private static Path source(String program) {
        int slash = program.indexOf('/');
        return Path.of(
                "modules", program.substring(0, slash), "src/guest/programs", program.substring(slash + 1) + ".c");
    }

    private Said run(Path place, List<String> command) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(command)
                .directory(place.toFile())
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
