package io.tombolo.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of the image's launcher as a user starts it. */
final class Tombolo {
    private static final int LONGEST_OUTPUT = 64 << 20;

    private final List<String> command = new ArrayList<>();
    private Duration limit = Duration.ofSeconds(60);
    private Path input = Path.of("/dev/null");
    private Path directory = Path.of("");

    private Tombolo() {
        command.add(Project.launcher().toString());
    }

    /** The words after {@code tombolo}. */
    static Tombolo with(String... words) {
        Tombolo tombolo = new Tombolo();
        tombolo.command.addAll(List.of(words));
        return tombolo;
    }

    /** More words. */
    Tombolo and(String... words) {
        command.addAll(List.of(words));
        return this;
    }

    /** The longest that it may take; then it is killed and the run fails. */
    Tombolo atMost(Duration duration) {
        limit = duration;
        return this;
    }

    /** What it reads as standard input; nothing unless said. */
    Tombolo reading(Path file) {
        input = file;
        return this;
    }

    /** Its working directory; that of the tests unless said. */
    Tombolo in(Path place) {
        directory = place;
        return this;
    }

    /** Runs to the end; standard output and error are one pipe, whose order is that of the writing. */
    Result run() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .start();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Thread reader = Thread.ofVirtual().start(() -> copy(process.getInputStream(), said));
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        reader.join();
        return new Result(
                command, ended ? process.exitValue() : -1, !ended, said.toString(StandardCharsets.ISO_8859_1));
    }

    /** Keeps the beginning of a long output: a random program may say anything. */
    private static void copy(InputStream from, ByteArrayOutputStream to) {
        byte[] piece = new byte[8192];
        try {
            for (int length; (length = from.read(piece)) >= 0; ) {
                if (to.size() < LONGEST_OUTPUT) {
                    to.write(piece, 0, length);
                }
            }
        } catch (IOException gone) {
            // The process was killed; what it said until then is there.
        }
    }

    /**
     * What came of it.
     *
     * @param status the exit status; -1 if it had to be killed
     * @param text the output, one character a byte
     */
    record Result(List<String> command, int status, boolean timedOut, String text) {
        /** For a failing test: what was run, how it ended, what it said last. */
        String describe() {
            String tail = text.length() > 3000 ? "..." + text.substring(text.length() - 3000) : text;
            return String.join(" ", command) + "\n" + (timedOut ? "took too long" : "exited with " + status)
                    + ", saying:\n" + tail;
        }
    }
}
