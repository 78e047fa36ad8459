package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The host's {@code sqlite3} and a guest's write one database. In WAL mode that is record locks on the database and on the index file
 * {@code -shm}, a shared mapping of the latter that each side must see the other's writes in at once, and a log that both
 * append to; in rollback mode it is record locks and a journal.
 */
class SharedDatabaseTest {
    private static final int ROWS = 60;

    @TempDir
    Path directory;

    private Path rootfs = Path.of("");

    @BeforeEach
    void programsAreHere() {
        boolean here = Files.isExecutable(Path.of("/usr/bin/sqlite3"));
        assertTrue(here || System.getenv("CI") == null, "CI needs Debian's sqlite3 for this test");
        assumeTrue(here, "no sqlite3 on the host");
        assumeTrue(Project.rootfs().isPresent(), "there is no root file system: scripts/guest-rootfs makes one");
        rootfs = Project.rootfs().orElseThrow();
    }

    private List<String> onHost(String... options) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/sqlite3"));
        command.addAll(List.of(options));
        command.add(directory.resolve("db").toString());
        return command;
    }

    private List<String> inGuest(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Project.launcher().toString(),
                "run",
                "--rootfs",
                rootfs.toString(),
                "--bind",
                directory + ":/mnt",
                "/usr/bin/sqlite3"));
        command.addAll(List.of(options));
        command.add("/mnt/db");
        return command;
    }

    private Process start(List<String> command, String script) throws IOException {
        Path input = Files.createTempFile(directory, "script", ".sql");
        Files.writeString(input, script);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .start();
    }

    /** What a program has said when it has ended, which must be well. */
    private static String output(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), "does not end");
        assertEquals(0, process.exitValue(), said);
        return said.strip();
    }

    private String host(String script) throws IOException, InterruptedException {
        return output(start(onHost("-bail"), script));
    }

    private String guest(String script) throws IOException, InterruptedException {
        return output(start(inGuest("-bail"), script));
    }

    private static String inserts(String who, int from, int to) {
        StringBuilder script = new StringBuilder(".timeout 60000\n");
        IntStream.range(from, to)
                .forEach(number -> script.append("insert into t values ('")
                        .append(who)
                        .append("', ")
                        .append(number)
                        .append(");\nselect '")
                        .append(who)
                        .append(' ')
                        .append(number)
                        .append("';\n"));
        return script.toString();
    }

    private void create(String mode) throws IOException, InterruptedException {
        assertEquals(
                mode,
                host("pragma journal_mode = " + mode
                        + ";\ncreate table t (who text, n integer, primary key (who, n));"));
    }

    private static final String CHECK =
            "pragma integrity_check;\nselect who, count(*) from t group by who order by who;";

    @Test
    void inTurn() throws IOException, InterruptedException {
        create("wal");
        for (int turn = 0; turn < 3; turn++) {
            guest(inserts("guest", turn * 10, turn * 10 + 10));
            host(inserts("host", turn * 10, turn * 10 + 10));
        }
        assertEquals("ok\nguest|30\nhost|30", host(CHECK));
        assertEquals("ok\nguest|30\nhost|30", guest(CHECK));
    }

    @Test
    void atOnceWithAWriteAheadLog() throws IOException, InterruptedException {
        atOnce("wal");
    }

    @Test
    void atOnceWithARollbackJournal() throws IOException, InterruptedException {
        atOnce("delete");
    }

    private void atOnce(String mode) throws IOException, InterruptedException {
        create(mode);
        Process first = start(inGuest("-bail"), inserts("one", 0, ROWS));
        Process second = start(inGuest("-bail"), inserts("two", 0, ROWS));
        // From the first row of a guest on the host writes as well.
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(first.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("one 0", lines.readLine());
        Process third = start(onHost("-bail"), inserts("host", 0, ROWS));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            assertTrue(line.startsWith("one "), line);
        }
        output(first);
        output(second);
        output(third);
        String expected = "ok\nhost|" + ROWS + "\none|" + ROWS + "\ntwo|" + ROWS;
        assertEquals(expected, host(CHECK));
        assertEquals(expected, guest(CHECK));
    }

    @Test
    void aGuestThatIsKilledLosesNothingThatItHasCommitted() throws IOException, InterruptedException {
        create("wal");
        Process writer = start(inGuest("-bail"), inserts("guest", 0, 100_000));
        Process other = start(onHost("-bail"), inserts("host", 0, ROWS));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8));
        int committed = 0;
        while (committed < 25) {
            assertEquals("guest " + committed, lines.readLine());
            committed++;
        }
        writer.destroyForcibly().waitFor();
        output(other);
        String[] said = host("pragma integrity_check;\nselect count(*), max(n) from t where who = 'guest';")
                .split("[\n|]", -1);
        assertEquals("ok", said[0]);
        assertTrue(Integer.parseInt(said[1]) >= committed, said[1] + " rows of " + committed);
        assertEquals(Integer.parseInt(said[1]) - 1, Integer.parseInt(said[2]), "rows without a hole");
        assertEquals("host|" + ROWS, host("select who, count(*) from t where who = 'host' group by who;"));
        assertEquals("ok", guest("pragma integrity_check;"));
    }
}
