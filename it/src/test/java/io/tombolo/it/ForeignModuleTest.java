package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module of somebody else's, built outside the project against the published SPI, takes over one system call. */
class ForeignModuleTest {
    private static final String HELLO =
            Project.directory().resolve("examples/hello").toString();

    @TempDir
    Path outside;

    @Test
    void replacesOneSystemCallWhenChosen() throws Exception {
        Path modules = build("moon", 1);
        Tombolo.Result result = Tombolo.with("run", "--modules", modules.toString(), "--use", "uname=moon", HELLO)
                .run();
        assertEquals("Hello from a Linux program for moon.\n", result.text(), result.describe());
        assertEquals(0, result.status(), result.describe());
    }

    @Test
    void isListedWithItsVersion() throws Exception {
        Path modules = build("moon", 1);
        Tombolo.Result result = Tombolo.with("modules", "--modules", modules.toString(), "--use", "uname=moon")
                .run();
        assertTrue(
                result.text().lines().anyMatch(line -> line.matches("moon +moon +7\\.5 .*org\\.example\\.moon")),
                result.describe());
    }

    @Test
    void claimWithoutChoiceIsRefused() throws Exception {
        Path modules = build("moon", 1);
        Tombolo.Result result =
                Tombolo.with("run", "--modules", modules.toString(), HELLO).run();
        assertEquals(125, result.status(), result.describe());
        assertEquals(1, result.text().lines().count(), result.describe());
        assertTrue(result.text().contains("both claim the system call 'uname'"), result.describe());
        assertTrue(result.text().contains("--use uname=moon"), result.describe());
    }

    @Test
    void moduleForAnotherSpiVersionIsRefused() throws Exception {
        Path modules = build("moon", 2);
        Tombolo.Result result = Tombolo.with("run", "--modules", modules.toString(), "--use", "uname=moon", HELLO)
                .run();
        assertEquals(125, result.status(), result.describe());
        assertEquals(1, result.text().lines().count(), result.describe());
        assertTrue(
                result.text().contains("was built for SPI versions [2.0,3.0), but this is SPI version 1."),
                result.describe());
    }

    /** Compiles the module as its author would: the SPI's jar on the module path, the processor's on the processor path. */
    private Path build(String name, int spiMajor) throws IOException {
        Path sources = outside.resolve("src");
        write(sources.resolve("module-info.java"), """
                module org.example.moon {
                    requires io.tombolo.core;
                    provides io.tombolo.core.spi.SyscallModuleProvider with org.example.moon.MoonProvider;
                }
                """);
        write(sources.resolve("org/example/moon/MoonCalls.java"), """
                package org.example.moon;

                import io.tombolo.core.Task;
                import io.tombolo.core.spi.Arg;
                import io.tombolo.core.spi.ArgumentKind;
                import io.tombolo.core.spi.Syscall;

                /** Answers uname(2) as a machine on the moon would. */
                public final class MoonCalls {
                    @Syscall("uname")
                    public long uname(Task task, @Arg(ArgumentKind.POINTER) long buf) {
                        task.guest().fill(buf, 6 * 65, (byte) 0);
                        byte[] machine = "moon".getBytes();
                        task.guest().copyOut(buf + 4 * 65, machine, 0, machine.length);
                        return 0;
                    }
                }
                """);
        write(sources.resolve("org/example/moon/MoonProvider.java"), """
                package org.example.moon;

                import io.tombolo.core.spi.*;
                import java.util.List;

                public final class MoonProvider implements SyscallModuleProvider {
                    @Override public String role() { return "moon"; }
                    @Override public String name() { return "NAME"; }
                    @Override public String version() { return "7.5"; }
                    @Override public SpiVersion.Range spiVersions() { return SpiVersion.Range.of(MAJOR, 0); }
                    @Override public SyscallModule create(KernelServices services) {
                        List<SyscallTable> tables = List.of(new MoonCallsTable(new MoonCalls()));
                        return () -> tables;
                    }
                }
                """.replace("NAME", name)
                .replace("MAJOR", Integer.toString(spiMajor)));
        Path modules = outside.resolve("modules");
        compile(sources, modules.resolve("moon"));
        return modules;
    }

    private static void compile(Path sources, Path target) throws IOException {
        Path published = Project.directory().resolve("distribution/image/target/modules");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> found = Files.walk(sources)) {
            List<Path> units =
                    found.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> options = new ArrayList<>(List.of("-d", target.toString()));
            options.addAll(List.of("--module-path", published.toString()));
            options.addAll(List.of("--processor-path", jar("hv-processor").toString()));
            boolean good = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(units))
                    .call();
            assertTrue(good, "the foreign module compiles against the published jars: " + messages);
        }
    }

    private static Path jar(String module) throws IOException {
        Path target = Project.directory().resolve("modules/" + module + "/target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches(module + "-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("no jar in " + target + ": './mvnw package' makes it"));
        }
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
