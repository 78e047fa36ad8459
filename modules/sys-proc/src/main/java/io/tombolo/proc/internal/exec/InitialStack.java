package io.tombolo.proc.internal.exec;

import io.tombolo.core.abi.Auxv;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The stack that a program begins with: strings at the top, below them {@code argc}, {@code argv}, {@code envp} and the
 * auxiliary vector, as {@code create_elf_tables} of {@code fs/binfmt_elf.c} lays it out. Built as bytes, then written at
 * once.
 */
final class InitialStack {
    private static final int ALIGNMENT = 16;
    private static final int RANDOM_BYTES = 16;

    private final long top;
    private final ByteBuffer bytes;
    private final long bottom;
    private final List<Long> auxiliaryVector;
    private long argumentsStart;
    private long argumentsEnd;
    private long environmentEnd;

    /**
     * Lays the stack out.
     *
     * @param top one past its last byte, a multiple of 16
     * @param auxiliary pairs of type and value; those of strings and of {@code AT_RANDOM} are set here
     * @param random sixteen bytes
     */
    InitialStack(
            long top,
            List<String> arguments,
            List<String> environment,
            String path,
            String platform,
            byte[] random,
            long[] auxiliary) {
        this.top = top;
        long strings = size(arguments) + size(environment) + path.length() + 1 + Long.BYTES;
        long stringsStart = top - strings;
        long platformStart = stringsStart - platform.length() - 1;
        long randomStart = platformStart - RANDOM_BYTES & -ALIGNMENT;
        long words = 3L + arguments.size() + environment.size() + auxiliary.length;
        this.bottom = randomStart - words * Long.BYTES & -ALIGNMENT;
        this.bytes = ByteBuffer.allocate((int) (top - bottom)).order(ByteOrder.LITTLE_ENDIAN);
        set(auxiliary, Auxv.AT_RANDOM, randomStart);
        set(auxiliary, Auxv.AT_PLATFORM, platformStart);
        put(randomStart, random);
        putString(platformStart, platform);
        writeTables(arguments, environment, path, stringsStart, auxiliary);
        this.auxiliaryVector = Arrays.stream(auxiliary).boxed().toList();
    }

    private void writeTables(
            List<String> arguments, List<String> environment, String path, long stringsStart, long[] auxiliary) {
        long at = stringsStart;
        bytes.position(0);
        bytes.putLong(arguments.size());
        argumentsStart = at;
        at = writePointers(arguments, at);
        argumentsEnd = at;
        at = writePointers(environment, at);
        environmentEnd = at;
        putString(at, path);
        set(auxiliary, Auxv.AT_EXECFN, at);
        for (long word : auxiliary) {
            bytes.putLong(word);
        }
    }

    private long writePointers(List<String> strings, long start) {
        long at = start;
        for (String string : strings) {
            bytes.putLong(at);
            putString(at, string);
            at += string.length() + 1;
        }
        bytes.putLong(0);
        return at;
    }

    private static void set(long[] auxiliary, int type, long value) {
        for (int i = 0; i < auxiliary.length; i += 2) {
            if (auxiliary[i] == type) {
                auxiliary[i + 1] = value;
            }
        }
    }

    private void putString(long address, String string) {
        put(address, string.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void put(long address, byte[] content) {
        bytes.put((int) (address - bottom), content);
    }

    private static long size(List<String> strings) {
        return strings.stream().mapToLong(string -> string.length() + 1).sum();
    }

    /** Where the stack pointer begins. */
    long pointer() {
        return bottom;
    }

    /** What lies between {@link #pointer} and the top. */
    byte[] content() {
        return bytes.array();
    }

    /** The auxiliary vector alone, for {@code /proc/PID/auxv}. */
    List<Long> auxiliaryVector() {
        return auxiliaryVector;
    }

    long argumentsStart() {
        return argumentsStart;
    }

    long argumentsEnd() {
        return argumentsEnd;
    }

    long environmentEnd() {
        return environmentEnd;
    }

    long top() {
        return top;
    }
}
