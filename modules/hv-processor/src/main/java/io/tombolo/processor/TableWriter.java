package io.tombolo.processor;

import java.util.ArrayList;
import java.util.List;

/** Writes the source of a {@code SyscallTable} for the system calls of one class. */
final class TableWriter {
    private static final String SPI = "io.tombolo.core.spi.";

    private final String packageName;
    private final String className;
    private final String tableName;
    private final List<SyscallMethod> methods;
    private final StringBuilder out = new StringBuilder();

    /**
     * @param className the name within the package, with dots for a nested class
     * @param tableName the simple name of the class to write
     */
    TableWriter(String packageName, String className, String tableName, List<SyscallMethod> methods) {
        this.packageName = packageName;
        this.className = className;
        this.tableName = tableName;
        this.methods = methods;
    }

    String write() {
        List<Entry> entries = entries();
        if (!packageName.isEmpty()) {
            out.append("package ").append(packageName).append(";\n\n");
        }
        out.append("/** The system calls of {@link ").append(className).append("}, made from its annotations. */\n");
        out.append("public final class ")
                .append(tableName)
                .append(" implements ")
                .append(SPI)
                .append("SyscallTable {\n");
        out.append("    private final ").append(className).append(" calls;\n");
        out.append("    private final ").append(SPI).append("SyscallDescriptor[] descriptors = new ");
        out.append(SPI).append("SyscallDescriptor[").append(entries.size()).append("];\n\n");
        out.append("    /** Makes the table of an instance. */\n");
        out.append("    public ")
                .append(tableName)
                .append('(')
                .append(className)
                .append(" calls) {\n");
        out.append("        this.calls = calls;\n    }\n\n");
        out.append("    @Override\n    public int size() {\n        return ")
                .append(entries.size())
                .append(";\n    }\n\n");
        writeNames(entries);
        writeInvoke(entries);
        writeDescriptors(entries);
        return out.append("}\n").toString();
    }

    private record Entry(int index, String name, SyscallMethod method) {}

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (SyscallMethod method : methods) {
            for (String name : method.names()) {
                entries.add(new Entry(entries.size(), name, method));
            }
        }
        return entries;
    }

    private void writeNames(List<Entry> entries) {
        out.append("    @Override\n    public String name(int index) {\n        return switch (index) {\n");
        for (Entry entry : entries) {
            out.append("            case ")
                    .append(entry.index)
                    .append(" -> ")
                    .append(quote(entry.name))
                    .append(";\n");
        }
        writeDefault();
    }

    private void writeInvoke(List<Entry> entries) {
        out.append("    @Override\n    public long invoke(int index, io.tombolo.core.Task task,");
        out.append(" long a0, long a1, long a2, long a3, long a4, long a5) {\n        return switch (index) {\n");
        for (Entry entry : entries) {
            out.append("            case ").append(entry.index).append(" -> ");
            if (entry.method.returnsNothing()) {
                out.append("{\n                ")
                        .append(call(entry.method))
                        .append(";\n                yield 0;\n            }\n");
            } else {
                out.append(call(entry.method)).append(";\n");
            }
        }
        writeDefault();
    }

    private static String call(SyscallMethod method) {
        StringBuilder call = new StringBuilder("calls.").append(method.method()).append("(task");
        for (int i = 0; i < method.parameters().size(); i++) {
            call.append(method.parameters().get(i).narrow() ? ", (int) a" : ", a")
                    .append(i);
        }
        return call.append(')').toString();
    }

    private void writeDescriptors(List<Entry> entries) {
        out.append("    @Override\n    public ").append(SPI).append("SyscallDescriptor descriptor(int index) {\n");
        out.append("        ").append(SPI).append("SyscallDescriptor known = descriptors[index];\n");
        out.append("        if (known == null) {\n");
        out.append("            // A race makes two equal immutable objects, of which either may stay.\n");
        out.append("            known = describe(index);\n            descriptors[index] = known;\n        }\n");
        out.append("        return known;\n    }\n\n");
        out.append("    private static ").append(SPI).append("SyscallDescriptor describe(int index) {\n");
        out.append("        return switch (index) {\n");
        for (Entry entry : entries) {
            writeDescriptor(entry);
        }
        writeDefault();
        out.append("    private static ").append(SPI).append("SyscallParameter parameter(String name, ");
        out.append(SPI)
                .append("ArgumentKind kind, int lengthIndex) {\n        return new ")
                .append(SPI);
        out.append("SyscallParameter(name, kind, lengthIndex);\n    }\n");
    }

    private void writeDescriptor(Entry entry) {
        SyscallMethod method = entry.method;
        out.append("            case ")
                .append(entry.index)
                .append(" -> new ")
                .append(SPI)
                .append("SyscallDescriptor(\n");
        out.append("                    ").append(quote(entry.name)).append(",\n");
        out.append("                    java.util.List.of(");
        String separator = "";
        for (SyscallMethod.Parameter parameter : method.parameters()) {
            out.append(separator)
                    .append("\n                            parameter(")
                    .append(quote(parameter.name()));
            out.append(", ").append(SPI).append("ArgumentKind.").append(parameter.kind());
            out.append(", ").append(parameter.lengthIndex()).append(')');
            separator = ",";
        }
        out.append("),\n                    ")
                .append(SPI)
                .append("ArgumentKind.")
                .append(method.result())
                .append(",\n");
        out.append("                    ").append(quote(method.notes())).append(",\n");
        out.append("                    ").append(quote(method.limits())).append(");\n");
    }

    private void writeDefault() {
        out.append("            default -> throw new IndexOutOfBoundsException(index);\n        };\n    }\n\n");
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
