package io.tombolo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuestEnvironmentTest {
    private static RunOptions options(String... words) {
        return RunOptionParser.parse(words, 0);
    }

    @Test
    void clearedEnvironmentHasTheUsersEntriesOnly() {
        assertEquals(
                List.of("A=2", "B=3"),
                GuestEnvironment.of(options("--clear-env", "--env=A=1", "--env=A=2", "--env=B=3")));
    }

    @Test
    void hostsEntriesAreHandedOnAndReplacedByName() {
        List<String> entries = GuestEnvironment.of(options("--env=PATH=/only"));
        assertTrue(entries.contains("PATH=/only"), "the user's PATH is there");
        assertEquals(
                1, entries.stream().filter(entry -> entry.startsWith("PATH=")).count(), "PATH is there once");
    }

    @Test
    void entriesAreOneCharacterAByte() {
        assertEquals(
                List.of("A=\u00c3\u00bc"),
                GuestEnvironment.of(options("--clear-env", "--env=A=\u00fc")),
                "an umlaut is two bytes of UTF-8");
    }

    @Test
    void emptyPathEntriesMeanTheWorkingDirectory() {
        assertEquals(List.of(".", "/bin", "."), GuestEnvironment.searchPath(List.of("PATH=:/bin:")));
    }
}
