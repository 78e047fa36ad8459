package io.tombolo.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house: who may know whom. */
class ArchitectureTest {
    private static final Path MODULES = Project.directory().resolve("modules");
    private static final Set<String> FOUNDATIONS = Set.of("hv-core", "host-posix");
    private static final Set<String> NOT_IN_THE_IMAGE = Set.of("hv-processor", "hv-testkit", "dagger-runtime");

    private static Map<String, ModuleDescriptor> descriptors;
    private static JavaClasses classes;

    @BeforeAll
    static void readModules() throws IOException {
        descriptors = new TreeMap<>();
        List<Path> compiled;
        try (Stream<Path> directories = Files.list(MODULES)) {
            compiled = directories
                    .map(directory -> directory.resolve("target/classes"))
                    .filter(directory -> Files.exists(directory.resolve("module-info.class")))
                    .sorted()
                    .toList();
        }
        for (Path directory : compiled) {
            try (InputStream file = Files.newInputStream(directory.resolve("module-info.class"))) {
                descriptors.put(MODULES.relativize(directory).getName(0).toString(), ModuleDescriptor.read(file));
            }
        }
        classes = new ClassFileImporter()
                .importPaths(compiled.stream()
                        .filter(directory -> !directory.startsWith(MODULES.resolve("dagger-runtime")))
                        .toList());
    }

    private static Set<String> requiresOfTheHouse(String module) {
        return Objects.requireNonNull(descriptors.get(module), module).requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> name.startsWith("io.tombolo."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theCoreKnowsNoOtherModule() {
        assertEquals(Set.of(), requiresOfTheHouse("hv-core"), "hv-core meets the others in its SPIs only");
    }

    @Test
    void enginesAndSystemCallModulesNeverKnowOneAnother() {
        Set<String> allowed = Set.of("io.tombolo.core", "io.tombolo.host.posix");
        for (String module : descriptors.keySet()) {
            if (FOUNDATIONS.contains(module) || NOT_IN_THE_IMAGE.contains(module)) {
                continue;
            }
            Set<String> required = requiresOfTheHouse(module);
            required.removeAll(allowed);
            assertEquals(Set.of(), required, module + " may require the core and the host, nothing else of the house");
        }
    }

    @Test
    void noModuleIsAutomaticOrOpensItself() {
        descriptors.forEach((module, descriptor) -> {
            assertTrue(!descriptor.isAutomatic() && !descriptor.isOpen(), module + " is a closed, explicit module");
            assertEquals(Set.of(), descriptor.opens(), module + " opens no package to reflection");
        });
    }

    @Test
    void onlyRootAndSpiPackagesArePublished() {
        descriptors.forEach((module, descriptor) -> {
            if (module.equals("dagger-runtime")) {
                return;
            }
            for (ModuleDescriptor.Exports exported : descriptor.exports()) {
                assertTrue(
                        !exported.source().contains(".internal") || exported.isQualified(),
                        module + " publishes the internal package " + exported.source());
            }
        });
    }

    @Test
    void spiNeverDependsOnInternal() {
        noClasses()
                .that()
                .resideInAPackage("io.tombolo..spi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tombolo..internal..")
                .because("an SPI that shows a module's inside cannot be implemented by somebody else")
                .check(classes);
    }

    @Test
    void nothingButTheHostNamesTheForeignFunctionLinker() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tombolo.host.posix..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.foreign.Linker")
                .because("native calls are the business of host-posix (and of the engines that need their own)")
                .check(classes);
    }

    @Test
    void noLibraryEndsTheProcessOrPrints() {
        noClasses()
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("several kernels live in one program, which is not ours to end or to write to")
                .check(classes);
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        try (Stream<Path> files = Files.walk(Project.directory())) {
            List<Path> bare = files.filter(file -> file.toString().contains("/src/main/java/io/"))
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .filter(directory -> !Files.exists(directory.resolve("package-info.java")))
                    .toList();
            assertEquals(List.of(), bare, "packages without package-info");
        }
    }
}
