package io.tombolo.core.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.KernelException;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallModuleProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleSelectionTest {
    private record Candidate(String role, String name, int weight, SpiVersion.Range spiVersions)
            implements SyscallModuleProvider {
        Candidate(String role, String name, int weight) {
            this(role, name, weight, SpiVersion.Range.of(1, 0));
        }

        @Override
        public String version() {
            return "3.2.1";
        }

        @Override
        public SyscallModule create(KernelServices services) {
            throw new AssertionError("choosing must not create");
        }
    }

    private static List<String> chosen(Map<String, String> uses, SyscallModuleProvider... providers) {
        return new ModuleSelection(uses)
                .oneOfEachRole(List.of(providers)).stream()
                        .map(SyscallModuleProvider::name)
                        .toList();
    }

    private static String refusal(Map<String, String> uses, SyscallModuleProvider... providers) {
        return String.valueOf(assertThrows(KernelException.class, () -> chosen(uses, providers))
                .getMessage());
    }

    @Test
    void theHeaviestProviderOfARoleWins() {
        assertEquals(
                List.of("heavy", "files"),
                chosen(
                        Map.of(),
                        new Candidate("mm", "light", 1),
                        new Candidate("mm", "heavy", 2),
                        new Candidate("fs", "files", 1)));
    }

    @Test
    void theUsersChoiceBeatsTheWeight() {
        assertEquals(
                List.of("light"),
                chosen(Map.of("mm", "light"), new Candidate("mm", "light", 1), new Candidate("mm", "heavy", 2)));
    }

    @Test
    void aChoiceThatNobodyOffersIsRefusedWithWhatThereIs() {
        assertEquals(
                "no module 'dense' for the role 'mm'; there are light, heavy",
                refusal(Map.of("mm", "dense"), new Candidate("mm", "light", 1), new Candidate("mm", "heavy", 2)));
    }

    @Test
    void twoEquallyHeavyProvidersOfARoleNeedAChoice() {
        String message = refusal(Map.of(), new Candidate("mm", "one", 7), new Candidate("mm", "two", 7));
        assertTrue(message.contains("--use mm=one or --use mm=two"), message);
    }

    @Test
    void aModuleForAnotherSpiVersionIsRefusedAndTheSentenceNamesBoth() {
        String message = refusal(Map.of(), new Candidate("mm", "old", 7, SpiVersion.Range.of(0, 3)));
        assertTrue(message.contains("'old' 3.2.1"), message);
        assertTrue(message.contains("[0.3,1.0)"), message);
        assertTrue(message.contains("this is SPI version " + SpiVersion.CURRENT), message);
    }

    @Test
    void aChoiceForAnUnknownRoleIsRefused() {
        ModuleSelection selection = new ModuleSelection(Map.of("colour", "red"));
        String message =
                String.valueOf(assertThrows(KernelException.class, () -> selection.checkAllUsesKnown(List.of()))
                        .getMessage());
        assertTrue(message.contains("no module has the role 'colour'"), message);
    }
}
