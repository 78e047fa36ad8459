package io.tombolo.cli;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.SyscallNumbers;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes {@code docs/compatibility.md} from what the compile-time processor left in each module of system calls. */
final class CompatibilityPage {
    private static final String LISTINGS = "META-INF/tombolo/";
    private static final String SUFFIX = ".syscalls";

    private final Map<String, Entry> entries = new TreeMap<>();

    private record Entry(String module, String notes, String limits) {}

    /** {@return the page of all modules that the test was started with} */
    static CompatibilityPage ofPath() throws IOException {
        CompatibilityPage page = new CompatibilityPage();
        for (String property : List.of("jdk.module.path", "java.class.path", "surefire.test.class.path")) {
            for (String part : System.getProperty(property, "").split(File.pathSeparator, -1)) {
                if (!part.isEmpty()) {
                    page.add(Path.of(part));
                }
            }
        }
        return page;
    }

    private void add(Path path) throws IOException {
        try {
            for (ModuleReference module : ModuleFinder.of(path).findAll()) {
                try (ModuleReader reader = module.open()) {
                    List<String> listings = reader.list()
                            .filter(name -> name.startsWith(LISTINGS) && name.endsWith(SUFFIX))
                            .toList();
                    for (String listing : listings) {
                        read(module.descriptor().name(), reader, listing);
                    }
                }
            }
        } catch (FindException noModule) {
            // A library that was not made for the module path has no system calls either.
        }
    }

    private void read(String module, ModuleReader reader, String listing) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(reader.open(listing).orElseThrow(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] columns = line.split("\t", -1);
                entries.put(columns[0], new Entry(module, columns[1], columns[2]));
            }
        }
    }

    /** {@return how many system calls of AArch64 some module answers} */
    int answered() {
        SyscallNumbers numbers = SyscallNumbers.of(Architecture.AARCH64);
        return (int) entries.keySet().stream()
                .filter(name -> numbers.number(name) != SyscallNumbers.NONE)
                .count();
    }

    /** {@return the page in Markdown} */
    String text() {
        SyscallNumbers numbers = SyscallNumbers.of(Architecture.AARCH64);
        StringBuilder rows = new StringBuilder();
        int total = 0;
        for (int number = 0; number < numbers.limit(); number++) {
            Optional<String> name = numbers.name(number);
            if (name.isPresent()) {
                total++;
                rows.append(row(number, name.get()));
            }
        }
        return """
                # System calls

                The system calls of AArch64 Linux, which module answers each, and where the answer is not Linux's in every respect. A call
                without a module answers `ENOSYS`; `--trace` shows it.

                This page is made of the `@Syscall` annotations. To make it anew:
                `./mvnw -pl distribution/cli -am test -Dtest=CompatibilityPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dtombolo.regenerate=true`

                %d of %d system calls are answered.

                | Number | System call | Module | Limits | Notes |
                |---:|---|---|---|---|
                """.formatted(answered(), total) + rows;
    }

    private String row(int number, String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            return "| " + number + " | " + name + " | | `ENOSYS` | |\n";
        }
        return "| " + number + " | " + name + " | " + entry.module + " | " + escaped(entry.limits) + " | "
                + escaped(entry.notes) + " |\n";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
