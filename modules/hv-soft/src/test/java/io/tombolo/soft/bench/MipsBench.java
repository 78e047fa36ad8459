package io.tombolo.soft.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Measures the interpreter on a static AArch64 program, against a reference emulator on the same program where one is given. Not a test:
 * run it as a main class with the arguments {@code PROGRAM [INSTRUCTIONS [EMULATOR [ROUNDS]]]}, where INSTRUCTIONS is how many the program
 * executes (0 if unknown).
 */
public final class MipsBench {
    private static final double NANOS = 1e9;

    private MipsBench() {}

    /** Runs the program a few times and prints the time of each. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path program = Path.of(arguments[0]);
        double instructions = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0;
        int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 5;
        double best = Double.MAX_VALUE;
        for (int i = 0; i < rounds; i++) {
            StaticProgram loaded = new StaticProgram(program, program.toString());
            long start = processorTime();
            int status = loaded.run();
            double seconds = (processorTime() - start) / NANOS;
            best = Math.min(best, seconds);
            System.out.printf(
                    Locale.ROOT, "%.3f s, %.0f MIPS, status %d%n", seconds, instructions / seconds / 1e6, status);
            if (i == 0) {
                System.out.write(loaded.output());
            }
        }
        if (arguments.length > 2) {
            double reference = emulate(arguments[2], program);
            System.out.printf(Locale.ROOT, "%s %.3f s: ratio %.1f%n", arguments[2], reference, best / reference);
        }
    }

    /** Nanoseconds that this thread has run, where Linux tells; else wall-clock time. Unlike the latter it bears other load. */
    private static long processorTime() throws IOException {
        Path statistics = Path.of("/proc/thread-self/schedstat");
        return Files.exists(statistics)
                ? Long.parseLong(Files.readString(statistics).split(" ", 2)[0])
                : System.nanoTime();
    }

    private static double emulate(String emulator, Path program) throws IOException, InterruptedException {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(emulator, program.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.waitFor();
            best = Math.min(best, (System.nanoTime() - start) / NANOS);
        }
        return best;
    }
}
