package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shells with job control in a pseudoterminal, where {@code modules/sys-proc/src/guest/jobs/typist.c} types a script and reads what comes
 * back: Debian's shell under Tombolo says what the host's says on the host's kernel. The terminal is the host's, which Tombolo was
 * started in, or one that a guest has made.
 */
class JobControlTest {
    private static final Path SOURCES = Path.of("modules/sys-proc/src/guest/jobs");

    @TempDir
    Path directory;

    private Path rootfs;

    @BeforeEach
    void shellsAreHere() throws IOException, InterruptedException {
        assumeTrue(GuestCompiler.areHere(), "no compilers, or no Linux to compare with");
        Optional<Path> found = Project.rootfs();
        assumeTrue(found.isPresent(), "there is no root file system: scripts/guest-rootfs makes one");
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")) && Files.isExecutable(Path.of("/bin/dash")), "no shells");
        rootfs = found.get();
        List<String> version = List.of("bash", "-c", "echo $BASH_VERSION");
        assumeTrue(said(version).equals(said(guest(version))), "the shells are of different versions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash"})
    void controlsJobsInTheHostsTerminal(String script) throws IOException, InterruptedException {
        Path typist = GuestCompiler.compile(GuestCompiler.HOST, SOURCES.resolve("typist.c"), directory.resolve("host"));
        assertEquals(onTheHost(typist, script), said(typed(typist.toString(), script, guest(shell(script)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "dash", "quit"})
    void controlsJobsInATerminalOfTheGuest(String script) throws IOException, InterruptedException {
        Path typist = GuestCompiler.compile(GuestCompiler.HOST, SOURCES.resolve("typist.c"), directory.resolve("host"));
        GuestCompiler.compile(GuestCompiler.GUEST, SOURCES.resolve("typist.c"), directory.resolve("guest"));
        Files.copy(script(script), directory.resolve("script"));
        List<String> command = new ArrayList<>(List.of("/tmp/guest", "/tmp/script"));
        command.addAll(shell(script));
        assertEquals(onTheHost(typist, script), said(guest(command)));
    }

    private String onTheHost(Path typist, String script) throws IOException, InterruptedException {
        String said = said(typed(typist.toString(), script, shell(script)));
        assertTrue(said.endsWith("*** exited 0\n"), said);
        return said;
    }

    /** The shell that a script is for. */
    private static List<String> shell(String script) {
        return script.equals("dash")
                ? List.of("dash", "-i")
                : List.of("bash", "--norc", "--noprofile", "--noediting", "-i");
    }

    private static Path script(String name) {
        return Project.directory().resolve(SOURCES).resolve(name + ".script");
    }

    private static List<String> typed(String typist, String script, List<String> shell) {
        List<String> command = new ArrayList<>(List.of(typist, script(script).toString()));
        command.addAll(shell);
        return command;
    }

    private List<String> guest(List<String> words) {
        List<String> command = new ArrayList<>(List.of(Project.launcher().toString(), "run"));
        command.addAll(
                List.of("--rootfs", rootfs.toString(), "--bind", directory + ":/tmp", "--workdir", "/tmp", "--"));
        command.addAll(words);
        return command;
    }

    /** What a command says, which types and waits at most half a minute for each answer. */
    private String said(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", null);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createTempDirectory(directory, "in").toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().retainAll(List.of("JAVA_HOME", "HOME"));
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "PS1", "$ ", "TERM", "dumb"));
        builder.start().waitFor();
        return Files.readString(out, StandardCharsets.ISO_8859_1);
    }
}
