package io.tombolo.core.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The C compiler of a guest architecture, with the kernel's headers. It only checks sources and runs nothing, so that AArch64 is checked on any
 * host. Where the compiler is missing, tests are skipped, unless the environment says {@code CI=true}: then they fail.
 */
final class CrossCompiler {
    private final String command;

    private CrossCompiler(String command) {
        this.command = command;
    }

    static CrossCompiler of(Architecture architecture) throws Exception {
        for (String command : candidates(architecture)) {
            if (isThere(command)) {
                return new CrossCompiler(command);
            }
        }
        String sentence =
                "no compiler for " + architecture.displayName() + " found: install " + candidates(architecture);
        if ("true".equals(System.getenv("CI"))) {
            fail(sentence);
        }
        assumeTrue(false, sentence);
        throw new AssertionError();
    }

    private static List<String> candidates(Architecture architecture) {
        String cross = architecture.machineName() + "-linux-gnu-gcc";
        boolean hostIsX86 = System.getProperty("os.arch", "").equals("amd64");
        boolean nativeCompiler = hostIsX86 == (architecture == Architecture.X86_64);
        return nativeCompiler && System.getProperty("os.name", "").equals("Linux")
                ? List.of(cross, "gcc")
                : List.of(cross);
    }

    private static boolean isThere(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(command, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Checks that C says the same: each assertion is a constant expression of C. */
    void check(List<String> headers, String definitions, List<String> assertions) throws Exception {
        StringBuilder source = new StringBuilder("#define _GNU_SOURCE\n");
        headers.forEach(header -> source.append("#include <").append(header).append(">\n"));
        source.append(definitions).append('\n');
        for (String assertion : assertions) {
            source.append("_Static_assert(").append(assertion).append(", \"\");\n");
        }
        Result result = run(List.of("-fsyntax-only", "-w", "-x", "c"), source.toString());
        List<String> errors =
                result.output.lines().filter(line -> line.contains("error")).toList();
        assertEquals(0, result.status, () -> command + " disagrees:\n" + String.join("\n", errors));
    }

    /** The names of the macros that a header defines. */
    List<String> macros(String header) throws Exception {
        Result result = run(List.of("-E", "-dM", "-x", "c"), "#include <" + header + ">\n");
        assertEquals(0, result.status, () -> command + " cannot read " + header + ":\n" + result.output);
        List<String> names = new ArrayList<>();
        result.output.lines().forEach(line -> names.add(line.split(" ", 3)[1]));
        return names;
    }

    private record Result(int status, String output) {}

    private Result run(List<String> options, String source) throws Exception {
        Path file = Files.createTempFile("abi", ".c");
        try {
            Files.writeString(file, source);
            List<String> line = new ArrayList<>(List.of(command));
            line.addAll(options);
            line.add(file.toString());
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } finally {
            Files.delete(file);
        }
    }
}
