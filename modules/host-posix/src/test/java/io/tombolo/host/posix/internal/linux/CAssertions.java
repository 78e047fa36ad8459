package io.tombolo.host.posix.internal.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.PaddingLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Claims about the host's headers, as {@code _Static_assert}s that a C compiler checks without running anything; so a
 * cross compiler checks another architecture.
 */
final class CAssertions {
    private final List<String> lines = new ArrayList<>();

    CAssertions(String... headers) {
        lines.add("#define _GNU_SOURCE");
        for (String header : headers) {
            lines.add("#include <" + header + ">");
        }
    }

    CAssertions claimEqual(String expression, long value) {
        lines.add(
                "_Static_assert((long)(%s) == %dL, \"%s is not %d\");".formatted(expression, value, expression, value));
        return this;
    }

    CAssertions claimLayout(GroupLayout layout) {
        String type = layout.name().orElseThrow();
        claimEqual("sizeof(" + type + ")", layout.byteSize());
        claimEqual("_Alignof(" + type + ")", layout.byteAlignment());
        long offset = 0;
        for (MemoryLayout member : layout.memberLayouts()) {
            if (!(member instanceof PaddingLayout)) {
                String name = member.name().orElseThrow();
                claimEqual("__builtin_offsetof(" + type + ", " + name + ")", offset);
                claimEqual("sizeof(((" + type + " *)0)->" + name + ")", member.byteSize());
            }
            offset += member.byteSize();
        }
        return this;
    }

    /** Lets the compiler judge; skips where there is none, unless this is continuous integration. */
    void verify(String compiler) throws IOException, InterruptedException {
        boolean present = isPresent(compiler);
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(present, compiler + " is not installed");
        }
        Path source = Files.createTempFile("claims", ".c");
        try {
            Files.write(source, lines, StandardCharsets.UTF_8);
            Process process = new ProcessBuilder(compiler, "-fsyntax-only", "-w", source.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), () -> compiler + " disagrees:\n" + output);
        } finally {
            Files.delete(source);
        }
    }

    private static boolean isPresent(String compiler) throws InterruptedException {
        try {
            return new ProcessBuilder(compiler, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
