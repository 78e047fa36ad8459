package io.tombolo.processor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of all system calls that AArch64 or x86-64 Linux has, from the resource {@code syscall-names.txt}. */
final class SyscallNames {
    private static final String RESOURCE = "syscall-names.txt";

    private final Set<String> names;

    private SyscallNames(Set<String> names) {
        this.names = names;
    }

    static SyscallNames load() {
        InputStream stream = SyscallNames.class.getResourceAsStream(RESOURCE);
        if (stream == null) {
            throw new IllegalStateException("the resource " + RESOURCE + " is missing from the processor's jar");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return new SyscallNames(reader.lines().collect(Collectors.toUnmodifiableSet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean contains(String name) {
        return names.contains(name);
    }
}
