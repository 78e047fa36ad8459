package io.tombolo.it;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compiles the C programs of the modules, for the guest or for this machine. */
final class GuestCompiler {
    /** Debian's cross compiler. */
    static final String GUEST = "aarch64-linux-gnu-gcc";
    /** The machine's own. */
    static final String HOST = "gcc";

    private static final Path HEADERS = Project.directory().resolve("it/src/guest/include");

    private GuestCompiler() {}

    /** Whether both compilers are there, and the host is a Linux to compare with. */
    static boolean areHere() {
        return System.getProperty("os.name").equals("Linux") && isCommand(GUEST) && isCommand(HOST);
    }

    private static boolean isCommand(String name) {
        for (String place : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(place, name))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Compiles a source to a static program.
     *
     * @param compiler {@link #GUEST} or {@link #HOST}
     * @param source relative to the project
     */
    static Path compile(String compiler, Path source, Path binary) throws IOException, InterruptedException {
        Path log = Files.createTempFile("compiler", ".log");
        List<String> command = List.of(
                compiler,
                "-O1",
                "-w",
                "-static",
                "-pthread",
                "-I",
                HEADERS.toString(),
                "-o",
                binary.toString(),
                Project.directory().resolve(source).toString());
        int status = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        Files.delete(log);
        if (status != 0) {
            throw new IOException(String.join(" ", command) + "\n" + said);
        }
        return binary;
    }
}
