package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.tombolo.core.Kernel;
import io.tombolo.core.KernelOptions;
import io.tombolo.core.Process;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ProgramStartException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of damaged programs in one kernel: each is refused with a sentence, or runs and ends, or is killed; the Java
 * process survives and the kernel goes on. {@code -Dtombolo.mutants} says how many, {@code -Dtombolo.seed} which.
 */
class MutatedProgramTest {
    private static final int MUTANTS = Integer.getInteger("tombolo.mutants", 300);
    private static final long SEED = Long.getLong("tombolo.seed", 1);
    private static final List<String> ORIGINALS = List.of("hello", "arguments", "mapping");
    private static final int HEADERS = 64 + 4 * 56;
    private static final long[] NASTY = {
        0,
        1,
        -1,
        0x1000,
        0xFFF,
        1L << 47,
        1L << 48,
        -4096,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        0x7FFFFFFF,
        0xFFFFFFFFL,
        56,
        64
    };

    @TempDir
    Path rootfs;

    @Test
    void everyMutantEndsAndNothingElseDoes() throws IOException, InterruptedException, ExecutionException {
        Files.createDirectories(rootfs.resolve("tmp"));
        Path program = rootfs.resolve("mutant");
        try (Kernel kernel = Kernel.create(options(), List.of())) {
            for (int i = 0; i < MUTANTS; i++) {
                RandomGenerator random =
                        RandomGeneratorFactory.of("L64X128MixRandom").create(SEED * 1_000_003 + i);
                byte[] mutant = mutate(original(random), random);
                Files.write(program, mutant);
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
                run(kernel, i, mutant);
                Files.delete(program);
            }
            Files.copy(examples().resolve("hello"), program);
            Process sane = kernel.start("/mutant", List.of("hello"), List.of());
            assertEquals(0, kernel.awaitExit(sane), "after all mutants the kernel still runs a sane program");
        }
    }

    private KernelOptions options() {
        return new KernelOptions(rootfs, List.of(), "/", 1000, 1000, "", "", Map.of(), List.of(), List.of());
    }

    private static Path examples() {
        return Project.directory().resolve("examples");
    }

    private static byte[] original(RandomGenerator random) throws IOException {
        return Files.readAllBytes(examples().resolve(ORIGINALS.get(random.nextInt(ORIGINALS.size()))));
    }

    /** Damages headers mostly, by nasty values, bit flips and cuts; code now and then. */
    private static byte[] mutate(byte[] elf, RandomGenerator random) {
        ByteBuffer content = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        int damages = 1 + random.nextInt(4);
        for (int i = 0; i < damages; i++) {
            int header = 4 + random.nextInt(HEADERS - 12);
            switch (random.nextInt(6)) {
                case 0 -> content.putLong(header & ~7, NASTY[random.nextInt(NASTY.length)]);
                case 1 -> content.putInt(header & ~3, (int) NASTY[random.nextInt(NASTY.length)]);
                case 2 -> content.put(header, (byte) (content.get(header) ^ 1 << random.nextInt(8)));
                case 3 -> content.putLong(header & ~7, content.getLong(header & ~7) + random.nextInt(-8192, 8192));
                case 4 -> content.putInt(random.nextInt(elf.length / 4) * 4, random.nextInt());
                default -> {
                    if (random.nextInt(4) == 0) {
                        return java.util.Arrays.copyOf(elf, random.nextInt(elf.length));
                    }
                    content.putShort(header & ~1, (short) random.nextInt());
                }
            }
        }
        return elf;
    }

    private static void run(Kernel kernel, int number, byte[] mutant) throws InterruptedException, ExecutionException {
        Process process;
        try {
            process = kernel.start("/mutant", List.of("mutant"), List.of("PATH=/"));
        } catch (ProgramStartException refused) {
            String message = String.valueOf(refused.getMessage());
            assertEquals(1, message.lines().count(), () -> name(number) + " is refused in one line: " + message);
            return;
        } catch (RuntimeException | Error wrong) {
            throw new AssertionError(
                    name(number) + " is refused by an internal error; its headers are " + headers(mutant), wrong);
        }
        try {
            process.ended().get(500, TimeUnit.MILLISECONDS);
        } catch (TimeoutException endless) {
            process.signals().send(SignalInfo.fromKernel(Signal.SIGKILL));
            try {
                process.ended().get(20, TimeUnit.SECONDS);
            } catch (TimeoutException unkillable) {
                fail(name(number) + " does not die of SIGKILL; its headers are " + headers(mutant));
            }
        }
    }

    private static String name(int number) {
        return "mutant " + number + " of seed " + SEED;
    }

    private static String headers(byte[] mutant) {
        return HexFormat.of().formatHex(mutant, 0, Math.min(mutant.length, HEADERS));
    }
}
