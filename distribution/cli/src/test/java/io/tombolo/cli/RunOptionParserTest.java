package io.tombolo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.KernelOptions;
import io.tombolo.core.KernelOptions.Bind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunOptionParserTest {
    private static RunOptions parse(String... words) {
        return RunOptionParser.parse(words, 0);
    }

    @Test
    void optionsEndAtTheProgram() {
        RunOptions options = parse("--clear-env", "ls", "--stats", "-l");
        assertTrue(options.clearEnvironment, "--clear-env stands before the program");
        assertFalse(options.statistics, "--stats is the program's own argument");
        assertEquals(List.of("ls", "--stats", "-l"), options.command);
    }

    @Test
    void twoDashesEndTheOptions() {
        assertEquals(List.of("--odd"), parse("--stats", "--", "--odd").command);
    }

    @Test
    void valuesAreTheNextWordOrFollowAnEqualsSign() {
        assertEquals("fast", parse("--engine", "fast", "x").engine);
        assertEquals("fast", parse("--engine=fast", "x").engine);
        assertEquals(List.of("A=b=c"), parse("--env=A=b=c", "x").environment);
    }

    @Test
    void traceTakesAFileOnlyWithAnEqualsSign() {
        RunOptions toError = parse("--trace", "file");
        assertTrue(toError.trace);
        assertNull(toError.traceFile);
        assertEquals(List.of("file"), toError.command);
        assertEquals(Path.of("/tmp/t"), parse("--trace=/tmp/t", "x").traceFile);
    }

    @Test
    void bindsNameHostThenGuest() {
        assertEquals(
                List.of(new Bind(Path.of("/"), "/mnt", false), new Bind(Path.of("/tmp"), "/t", true)),
                parse("--bind", "/:/mnt", "--bind", "/tmp:/t:ro", "x").binds);
    }

    @Test
    void groupIsTheUsersUnlessGiven() {
        RunOptions both = parse("--user", "5:6", "x");
        assertEquals(5, both.user);
        assertEquals(6, both.group);
        assertEquals(7, parse("--user", "7", "x").group);
    }

    @Test
    void theNetworkIsTheHostsUnlessThereIsNone() {
        assertEquals(KernelOptions.Network.HOST, parse("x").network);
        assertEquals(KernelOptions.Network.HOST, parse("--net", "host", "x").network);
        assertEquals(
                KernelOptions.Network.NONE,
                parse("--net=none", "x").toKernelOptions().network());
    }

    @Test
    void usesAreCollected() {
        assertEquals(Map.of("mm", "a", "uname", "b"), parse("--use", "mm=a", "--use", "uname=b", "x").uses);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rootfs",
                "--rootfs=/no/such/directory",
                "--rootfs=/dev/null",
                "--bind=/tmp",
                "--bind=:/x",
                "--bind=/no/such/file:/x",
                "--bind=/tmp:relative",
                "--env=",
                "--env==x",
                "--env=NOVALUE",
                "--workdir=relative",
                "--user=root",
                "--user=1:-1",
                "--net=bridge",
                "--use=mm",
                "--use=mm=",
                "--use==x",
                "--modules=/no/such/directory",
                "--stats=yes",
                "--trace=",
                "-x",
                "--unknown"
            })
    void mistakesAreRefusedInOneLineThatNamesTheOption(String word) {
        UsageException refusal = assertThrows(UsageException.class, () -> parse(word));
        String message = String.valueOf(refusal.getMessage());
        assertEquals(1, message.lines().count(), message);
        String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        assertTrue(message.contains(option), message);
    }
}
