package io.tombolo.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the processor knows of hv-core by name must be what hv-core's sources say: hv-core is built later, so its classes are not there yet. */
class CoreAgreementTest {
    private static final Path CORE = Path.of("..", "hv-core", "src", "main", "java", "io", "tombolo", "core");

    @Test
    void pointerKindsAreThoseOfTheEnumeration() throws IOException {
        Set<String> kinds = new TreeSet<>();
        Matcher constant = Pattern.compile("^ {4}([A-Z_]+)\\(true\\)", Pattern.MULTILINE)
                .matcher(Files.readString(CORE.resolve("spi/ArgumentKind.java")));
        while (constant.find()) {
            kinds.add(constant.group(1));
        }

        assertEquals(kinds, new TreeSet<>(SyscallMethodReader.POINTER_KINDS));
    }

    @Test
    void namesAreThoseOfTheTables() throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher row = Pattern.compile("^ +[0-9]+((?: [a-z_0-9]+)+)$", Pattern.MULTILINE)
                .matcher(Files.readString(CORE.resolve("abi/SyscallNumbers.java")));
        while (row.find()) {
            names.addAll(Set.of(row.group(1).strip().split(" ", -1)));
        }
        Set<String> known = new TreeSet<>(Files.readAllLines(
                Path.of("src", "main", "resources", "io", "tombolo", "processor", "syscall-names.txt")));

        assertEquals(names, known, "src/main/resources/io/tombolo/processor/syscall-names.txt");
    }
}
