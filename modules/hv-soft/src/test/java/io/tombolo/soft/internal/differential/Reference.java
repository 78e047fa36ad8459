package io.tombolo.soft.internal.differential;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs cases on the reference: the recorder's guest half under an emulator, or on Arm hardware. */
final class Reference {
    private static final int MAX_WORDS = 4;
    private static final int INPUT = 4 * MAX_WORDS + 8 + 8 * Machine.SLOTS;
    private static final int MAX_CHANGES = 64;
    private static final int OUTPUT = 24 + 8 * Machine.SLOTS + 8 + 16 * MAX_CHANGES;
    private static final int SIGILL = 4;
    private static final int SIGTRAP = 5;
    private static final int SIGBUS = 7;

    private final List<String> command;

    Reference(List<String> command) {
        this.command = command;
    }

    /** Runs cases one after another and returns their outcomes in the same order. */
    List<Outcome> run(List<TestCase> cases) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Thread writer = Thread.ofPlatform().start(() -> send(process, cases));
        List<Outcome> outcomes = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(process.getInputStream(), 1 << 20)) {
            for (TestCase test : cases) {
                byte[] bytes = in.readNBytes(OUTPUT);
                if (bytes.length < OUTPUT) {
                    throw new IOException("the reference died at " + test);
                }
                outcomes.add(outcome(test, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)));
            }
        }
        writer.join();
        process.waitFor();
        return outcomes;
    }

    private static void send(Process process, List<TestCase> cases) {
        try (OutputStream out = new BufferedOutputStream(process.getOutputStream(), 1 << 20)) {
            for (TestCase test : cases) {
                ByteBuffer buffer = ByteBuffer.allocate(INPUT).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = 0; i < MAX_WORDS; i++) {
                    buffer.putInt(i < test.words().length ? test.words()[i] : 0);
                }
                buffer.putInt(test.words().length).putInt(test.touchesMemory() ? 1 : 0);
                for (long value : test.machine().values) {
                    buffer.putLong(value);
                }
                out.write(buffer.array());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Outcome outcome(TestCase test, ByteBuffer buffer) {
        int signal = (int) buffer.getLong();
        buffer.getLong();
        long pc = buffer.getLong();
        long[] values = new long[Machine.SLOTS];
        buffer.asLongBuffer().get(values);
        buffer.position(buffer.position() + 8 * Machine.SLOTS);
        // Fields of AArch32 that the emulator keeps, but a processor without AArch32 does not have (C5.2.7, C5.2.8).
        values[Machine.FPSR] &= 0x0fff_ffff;
        values[Machine.FPCR] &= 0x07c0_0000;
        Map<Integer, Long> memory = new TreeMap<>();
        for (int count = (int) buffer.getLong(); count > 0; count--) {
            memory.put((int) buffer.getLong(), buffer.getLong());
        }
        Outcome.End end = switch (signal) {
            case SIGTRAP -> Outcome.End.DONE;
            case SIGILL -> Outcome.End.UNDEFINED;
            case SIGBUS -> Outcome.End.ALIGNMENT;
            default -> Outcome.End.PAGE;
        };
        return new Outcome(end, pc - Machine.ENTRY, Outcome.changes(test.machine().values, values), memory);
    }
}
