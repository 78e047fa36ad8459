package io.tombolo.processor;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles sources with the processor, next to small stand-ins for the annotated types of hv-core, which is built later than this module. */
final class Compilation {
    private static final Map<String, String> CORE = Map.of(
            "io.tombolo.core.Task", "package io.tombolo.core; public class Task {}",
            "io.tombolo.core.spi.Syscall", """
                    package io.tombolo.core.spi;
                    public @interface Syscall {
                        String[] value();
                        ArgumentKind result() default ArgumentKind.LONG;
                        String notes() default "";
                        String limits() default "";
                    }
                    """,
            "io.tombolo.core.spi.Arg", """
                    package io.tombolo.core.spi;
                    public @interface Arg { ArgumentKind value(); String length() default ""; }
                    """,
            "io.tombolo.core.spi.ArgumentKind",
                    "package io.tombolo.core.spi; public enum ArgumentKind { INT, HEX, LONG, FD, PATH, BUFFER_IN, SIZE }",
            "io.tombolo.core.spi.SyscallParameter",
                    "package io.tombolo.core.spi; public record SyscallParameter(String name, ArgumentKind kind, int lengthIndex) {}",
            "io.tombolo.core.spi.SyscallDescriptor", """
                    package io.tombolo.core.spi;
                    public record SyscallDescriptor(
                            String name, java.util.List<SyscallParameter> parameters, ArgumentKind result, String notes, String limits) {}
                    """,
            "io.tombolo.core.spi.SyscallTable", """
                    package io.tombolo.core.spi;
                    public interface SyscallTable {
                        int size();
                        String name(int index);
                        SyscallDescriptor descriptor(int index);
                        long invoke(int index, io.tombolo.core.Task task, long a0, long a1, long a2, long a3, long a4, long a5);
                    }
                    """);

    private final Path classes;
    private final List<String> errors;

    private Compilation(Path classes, List<String> errors) {
        this.classes = classes;
        this.errors = errors;
    }

    /** Compiles classes of the package {@code p}, by simple name, with all of the compiler's warnings as errors. */
    static Compilation of(Path directory, Map<String, String> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<JavaFileObject> files = new ArrayList<>();
        CORE.forEach((name, text) -> files.add(new Source(name, text)));
        sources.forEach((name, text) -> files.add(new Source(
                "p." + name, "package p; import io.tombolo.core.*;" + " import io.tombolo.core.spi.*; " + text)));
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(directory));
            JavaCompiler.CompilationTask task = compiler.getTask(
                    new StringWriter(),
                    manager,
                    diagnostics,
                    List.of("-Xlint:all,-processing", "-Werror"),
                    null,
                    files);
            task.setProcessors(List.of(new SyscallProcessor()));
            task.call();
        }
        List<String> errors = diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR || d.getKind() == Diagnostic.Kind.WARNING)
                .map(d -> d.getMessage(Locale.ROOT))
                .toList();
        return new Compilation(directory, errors);
    }

    /** What the compiler complained of. */
    List<String> errors() {
        return errors;
    }

    String resource(String path) throws IOException {
        return Files.readString(classes.resolve(path));
    }

    ClassLoader load() throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, Compilation.class.getClassLoader());
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
