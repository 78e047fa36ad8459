package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The memory manager against the host's kernel: random sequences of memory operations must be answered the same, and leave the same
 * bytes, faults and mappings behind. A sequence that is not is shrunk to a script that can be played by hand.
 *
 * <p>{@code -Dtombolo.oracle.sequences=20000 -Dtombolo.seed=1000000} runs more of them, or others.
 */
class MemoryOracleTest {
    private static final int SEQUENCES = Integer.getInteger("tombolo.oracle.sequences", 1000);
    private static final long SEED = Long.getLong("tombolo.seed", 1);
    private static final int BATCH = 500;
    /** Failures that are shrunk and shown; the rest is only counted. */
    private static final int SHOWN = 3;

    private static MemoryOracle oracle;

    @BeforeAll
    static void compile() throws Exception {
        boolean here = Stream.of("gcc", "aarch64-linux-gnu-gcc").allMatch(MemoryOracleTest::isCommand);
        assertTrue(
                here || System.getenv("CI") == null, "CI needs Debian's gcc and gcc-aarch64-linux-gnu for this test");
        assumeTrue(here, "no compilers");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "no Linux to compare with");
        oracle = MemoryOracle.create();
    }

    @AfterAll
    static void clean() throws Exception {
        if (oracle != null) {
            oracle.close();
        }
    }

    private static boolean isCommand(String name) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(place -> Files.isExecutable(Path.of(place, name)));
    }

    @Test
    void randomSequencesEndAsOnTheHostsKernel() throws Exception {
        List<String> failing = new ArrayList<>();
        for (int done = 0; done < SEQUENCES; done += BATCH) {
            MemoryOracle.Answers<Map<String, String>> said =
                    oracle.batch(SEED + done, Math.min(BATCH, SEQUENCES - done));
            said.expected().forEach((seed, hash) -> {
                if (!hash.equals(said.actual().get(seed))) {
                    failing.add(seed);
                }
            });
            assertEquals(said.expected().keySet(), said.actual().keySet(), "what the guest said besides");
        }
        if (!failing.isEmpty()) {
            fail(explain(failing));
        }
    }

    private static String explain(List<String> failing) throws Exception {
        StringBuilder text =
                new StringBuilder(failing.size() + " of " + SEQUENCES + " sequences differ, seeds " + failing);
        for (String seed : failing.subList(0, Math.min(SHOWN, failing.size()))) {
            text.append("\n\nSeed ")
                    .append(seed)
                    .append(", shrunk; '")
                    .append("memory-oracle play DIR SCRIPT' plays it:\n");
            List<String> script = oracle.script(seed);
            if (!differs(oracle.play(List.of(script)).getFirst())) {
                text.append("It does not differ when it is played alone.");
                continue;
            }
            List<String> shortest = new ScriptShrinker(scripts -> oracle.play(scripts).stream()
                            .map(MemoryOracleTest::differs)
                            .toList())
                    .shrink(script);
            shortest.forEach(line -> text.append(line).append('\n'));
            appendDifference(text, oracle.play(List.of(shortest)).getFirst());
        }
        return text.toString();
    }

    private static boolean differs(MemoryOracle.Answers<String> answers) {
        return !answers.expected().equals(answers.actual());
    }

    private static void appendDifference(StringBuilder text, MemoryOracle.Answers<String> answers) {
        List<String> expected = answers.expected().lines().toList();
        List<String> actual = answers.actual().lines().toList();
        for (int line = 0; line < Math.max(expected.size(), actual.size()); line++) {
            String host = line < expected.size() ? expected.get(line) : "nothing";
            String guest = line < actual.size() ? actual.get(line) : "nothing";
            if (!host.equals(guest)) {
                text.append("host:  ")
                        .append(host)
                        .append("\nguest: ")
                        .append(guest)
                        .append('\n');
                return;
            }
        }
    }

    @Test
    void aScriptSaysWhatItDoes() throws Exception {
        List<String> script = List.of(
                "0 mmap 2000 2000 3 32 ffffffffffffffff 0",
                "0 store 2008 beef",
                "0 fork 1",
                "1 store 3000 cafe",
                "1 mremap 2000 1000 1000 3 5000",
                "1 load 2008",
                "1 peek 5000 1000 0 2000 1000",
                "0 hostwrite 0 7",
                "0 show");
        MemoryOracle.Answers<String> said = oracle.play(List.of(script)).getFirst();
        assertEquals(said.expected(), said.actual());
        List<String> lines = said.expected().lines().toList();
        assertEquals("2 0 store 2008 beef = stored", lines.get(1));
        assertEquals("5 1 mremap 2000 1000 1000 3 5000 = at 5000", lines.get(4));
        assertEquals("6 1 load 2008 = S1", lines.get(5));
        assertEquals("7 1 peek 5000 1000 0 2000 1000 = 1000", lines.get(6));
        assertTrue(lines.get(9).startsWith("  S1 S1 0,beef,0,0 0 S1"), lines.get(9));
        assertTrue(lines.get(10).startsWith("  file 0 1b064: 7,"), lines.get(10));
        assertEquals("  2-4 rw-p 0 ", lines.get(12));
    }
}
