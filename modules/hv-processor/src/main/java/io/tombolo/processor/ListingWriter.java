package io.tombolo.processor;

import java.util.List;

/**
 * Writes the resource {@code META-INF/tombolo/<class>.syscalls}: one line for each system call with its name, notes, limits and method,
 * separated by tabs. The compatibility page is made of these.
 */
final class ListingWriter {
    private ListingWriter() {}

    static String write(String className, List<SyscallMethod> methods) {
        StringBuilder out = new StringBuilder();
        for (SyscallMethod method : methods) {
            for (String name : method.names()) {
                out.append(name).append('\t');
                out.append(oneLine(method.notes())).append('\t');
                out.append(oneLine(method.limits())).append('\t');
                out.append(className).append('.').append(method.method()).append('\n');
            }
        }
        return out.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
