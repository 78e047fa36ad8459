package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example programs say what they say on Linux. Without a root file system they see this machine's files. */
class ExamplesTest {
    private static final String EXAMPLES = Project.directory().resolve("examples") + "/";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hello    | Hello from a Linux program for aarch64.
            primes   | 664579 primes up to 10000000
            threads  | 8 threads counted to 80000, passed the baton 400 times, returned 28
            signals  | kill: handler ran: yes, sent by myself: yes/blocked: handler ran: no/unblocked: handler ran: yes/\
            fault: handler ran: yes, on its own stack: yes/alarm: pause returned -1, interrupted: yes
            pipeline | LINE 1 THROUGH A PIPE/LINE 2 THROUGH A PIPE/LINE 3 THROUGH A PIPE/the writer exited with 3/\
            the reader exited with 7
            mapping  | file: written by store/private: PRIVATE by write/\
            the child's store is seen: in private memory no, in shared memory yes/a store to a read-only page faults
            """, quoteCharacter = '"')
    void saysWhatItSaysOnLinux(String program, String expected) throws IOException, InterruptedException {
        Tombolo.Result result = Tombolo.with("run", EXAMPLES + program).run();
        assertEquals(0, result.status(), result.describe());
        assertEquals(expected.replace('/', '\n') + "\n", result.text(), result.describe());
    }

    @Test
    void argumentsAndEnvironmentArriveByteForByte() throws IOException, InterruptedException {
        Tombolo.Result result = Tombolo.with(
                        "run", "--clear-env", "--env", "A=1", "--env", "B=x=y", EXAMPLES + "arguments")
                .and("one", "", "--two words", "gr\u00fcn")
                .run();
        assertEquals(0, result.status(), result.describe());
        String utf8 = new String(result.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        assertTrue(
                utf8.contains(
                        "argv[1] = one\nargv[2] = \nargv[3] = --two words\nargv[4] = gr\u00fcn\nenvironment: A=1\nenvironment: B=x=y\n"),
                result.describe());
    }

    @Test
    void traceNamesTheCalls() throws IOException, InterruptedException {
        Tombolo.Result result =
                Tombolo.with("run", "--trace", EXAMPLES + "hello").run();
        assertEquals(0, result.status(), result.describe());
        assertTrue(result.text().contains(" uname("), result.describe());
        assertTrue(result.text().contains("exit_group(0)"), result.describe());
    }

    @Test
    void statisticsCountTheCalls() throws IOException, InterruptedException {
        Tombolo.Result result =
                Tombolo.with("run", "--stats", EXAMPLES + "hello").run();
        assertEquals(0, result.status(), result.describe());
        assertTrue(result.text().lines().anyMatch(line -> line.endsWith(" uname")), result.describe());
    }
}
