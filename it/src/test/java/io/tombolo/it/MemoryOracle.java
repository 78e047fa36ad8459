package io.tombolo.it;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The driver of {@code modules/sys-mm/src/guest/memory-oracle.c} on both sides: as a process of the host's kernel, and as a guest in the
 * image. Each side has a directory of its own, and a host process there that writes the same file.
 */
final class MemoryOracle implements AutoCloseable {
    /** Operations of a sequence. */
    static final int LENGTH = 50;

    /**
     * Operations that no sequence contains. A host process that cuts a file off while the guest touches what it has mapped of it is seen by
     * the guest, but not yet at the exact address.
     */
    private static final String[] LEFT_OUT =
            System.getProperty("tombolo.oracle.without", "hosttruncate").split(",", -1);

    private static final Path SOURCE = Project.directory().resolve("modules/sys-mm/src/guest/memory-oracle.c");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Path directory;
    private final Path nativeDriver;
    private final Path guestDriver;
    private final ExecutorService sides = Executors.newFixedThreadPool(2);

    private MemoryOracle(Path directory) {
        this.directory = directory;
        this.nativeDriver = directory.resolve("oracle-native");
        this.guestDriver = directory.resolve("oracle-guest");
    }

    /** Compiles both drivers, in memory if the machine has a place for that: nothing then waits for a disk. */
    static MemoryOracle create() throws IOException, InterruptedException {
        Path memory = Path.of("/dev/shm");
        Path directory = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "memory-oracle")
                : Files.createTempDirectory("memory-oracle");
        MemoryOracle oracle = new MemoryOracle(directory);
        oracle.compile("gcc", oracle.nativeDriver);
        oracle.compile("aarch64-linux-gnu-gcc", oracle.guestDriver);
        return oracle;
    }

    private void compile(String compiler, Path driver) throws IOException, InterruptedException {
        List<String> command = List.of(compiler, "-O1", "-w", "-static", "-o", driver.toString(), SOURCE.toString());
        String said = run(command, directory.resolve("compiler-output"));
        if (!said.isEmpty() || !Files.isExecutable(driver)) {
            throw new IOException(String.join(" ", command) + "\n" + said);
        }
    }

    /** What the two sides said. */
    record Answers<T>(T expected, T actual) {}

    /** The hashes of sequences by seed. */
    Answers<Map<String, String>> batch(long first, int count) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("batch", Long.toString(first), Integer.toString(count), Integer.toString(LENGTH)));
        arguments.addAll(leftOut());
        Answers<String> said = both(arguments.toArray(String[]::new));
        return new Answers<>(hashes(said.expected), hashes(said.actual));
    }

    private static Map<String, String> hashes(String text) {
        Map<String, String> hashes = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            hashes.put(space < 0 ? line : line.substring(0, space), line.substring(space + 1));
        });
        return hashes;
    }

    /** The operations of a sequence, a line for each. */
    List<String> script(String seed) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(nativeDriver.toString(), "script", seed, Integer.toString(LENGTH)));
        command.addAll(leftOut());
        return run(command, directory.resolve("script")).lines().toList();
    }

    private static List<String> leftOut() {
        return Stream.of(LEFT_OUT).map(operation -> "-" + operation).toList();
    }

    /** What each side says to each of some scripts. */
    List<Answers<String>> play(List<List<String>> scripts) throws Exception {
        Path folder = Files.createDirectories(directory.resolve("scripts"));
        List<String> arguments = new ArrayList<>(List.of("play"));
        for (int number = 0; number < scripts.size(); number++) {
            try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve("s" + number))) {
                for (String line : scripts.get(number)) {
                    writer.write(line + "\n");
                }
            }
            arguments.add("../scripts/s" + number);
        }
        Answers<String> said = both(arguments.toArray(String[]::new));
        List<String> expected = parts(said.expected, scripts.size());
        List<String> actual = parts(said.actual, scripts.size());
        List<Answers<String>> answers = new ArrayList<>();
        for (int number = 0; number < scripts.size(); number++) {
            answers.add(new Answers<>(expected.get(number), actual.get(number)));
        }
        return answers;
    }

    /** Cuts what a run said at the lines that name the scripts; a side that ended early said nothing to the rest. */
    private static List<String> parts(String text, int count) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int number = 0; number < count; number++) {
            String mark = "script ../scripts/s" + number + "\n";
            int start = text.indexOf(mark, from);
            int next = text.indexOf("script ../scripts/s" + (number + 1) + "\n", from);
            int end = next < 0 ? text.length() : next;
            parts.add(start < 0 ? text.substring(from) : text.substring(start + mark.length(), end));
            from = start < 0 ? text.length() : end;
        }
        return parts;
    }

    private Answers<String> both(String... arguments) throws Exception {
        Future<String> expected = sides.submit(() -> onHost(arguments));
        Future<String> actual = sides.submit(() -> inGuest(arguments));
        return new Answers<>(expected.get(), actual.get());
    }

    private String onHost(String... arguments) throws Exception {
        Path place = directory.resolve("host");
        List<String> command = command(List.of(nativeDriver.toString()), place.toString(), arguments);
        return besideWriter(place, () -> run(command, directory.resolve("host-output")));
    }

    private String inGuest(String... arguments) throws Exception {
        Path place = directory.resolve("guest");
        Tombolo guest = Tombolo.with("run", "--bind", directory + ":/oracle", "/oracle/oracle-guest")
                .and(command(List.of(), "/oracle/guest", arguments).toArray(String[]::new))
                .atMost(LONGEST);
        return besideWriter(place, () -> guest.run().text());
    }

    /** The driver's command line: verb, directory, rest. */
    private static List<String> command(List<String> driver, String place, String... arguments) {
        List<String> command = new ArrayList<>(driver);
        command.add(arguments[0]);
        command.add(place);
        command.addAll(List.of(arguments).subList(1, arguments.length));
        return command;
    }

    private String besideWriter(Path place, Callable<String> driver) throws Exception {
        Files.createDirectories(place);
        // The pipes are made here, so that the driver finds them however late the writer starts.
        makePipes(place);
        Process writer = new ProcessBuilder(nativeDriver.toString(), "writer", place.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return driver.call();
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    private void makePipes(Path place) throws IOException, InterruptedException {
        Path request = place.resolve("request");
        if (!Files.exists(request)) {
            String answer = place.resolve("answer").toString();
            run(List.of("mkfifo", request.toString(), answer), place.resolve("mkfifo-output"));
        }
    }

    private static String run(List<String> command, Path output) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return Files.readString(output, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        sides.shutdownNow();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
