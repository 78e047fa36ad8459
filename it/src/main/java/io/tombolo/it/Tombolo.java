package io.tombolo.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of the image's launcher as a user starts it. */
final class Tombolo {
    private final List<String> command = new ArrayList<>();
    private Duration limit = Duration.ofSeconds(60);
    private Path input = Path.of("/dev/null");

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

    /** Runs to the end, standard output and error in one file, in the order in which they were written. */
    Result run() throws IOException, InterruptedException {
        Path output = Files.createTempFile("tombolo-it", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(input.toFile())
                    .start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            return new Result(
                    command,
                    ended ? process.exitValue() : -1,
                    !ended,
                    Files.readString(output, StandardCharsets.ISO_8859_1));
        } finally {
            Files.delete(output);
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
