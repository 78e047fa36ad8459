package io.tombolo.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of {@code /proc} that tell of memory have the lines of the host's own, in the same order, and procps reads them. */
class ProcFormatTest {
    /** Lines that depend on the processor or on how new the kernel is. */
    private static final Set<String> OPTIONAL = Set.of(
            "ProtectionKey",
            "KSM",
            "Pss_Dirty",
            "Kthread",
            "untag_mask",
            "x86_Thread_features",
            "x86_Thread_features_locked",
            "Seccomp_filters",
            "Speculation_Store_Bypass",
            "SpeculationIndirectBranch",
            "THP_enabled",
            "CoreDumping");

    private static String inGuest(String script) throws IOException, InterruptedException {
        assumeTrue(Project.rootfs().isPresent(), "there is no root file system: scripts/guest-rootfs makes one");
        Tombolo.Result result = Tombolo.with(
                        "run",
                        "--rootfs",
                        Project.rootfs().orElseThrow().toString(),
                        "/bin/busybox",
                        "sh",
                        "-c",
                        script)
                .run();
        assertEquals(0, result.status(), result.describe());
        return result.text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"smaps", "smaps_rollup", "status"})
    void linesAreThoseOfTheHost(String file) throws IOException, InterruptedException {
        Path own = Path.of("/proc/self").resolve(file);
        assumeTrue(Files.isReadable(own), "the host has no " + file);
        List<String> expected = labels(Files.readString(own));
        List<String> said = labels(inGuest("cat /proc/self/" + file));
        if (file.equals("smaps")) {
            assertTrue(said.removeAll(List.of("TomboloWindows", "TomboloFrames")), "how it is backed");
        }
        expected.removeIf(label -> OPTIONAL.contains(label) && !said.contains(label));
        said.removeIf(label -> OPTIONAL.contains(label) && !expected.contains(label));
        assertEquals(expected, said);
    }

    /** The labels of the first entry. */
    private static List<String> labels(String text) {
        List<String> labels = new ArrayList<>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            boolean mapping = !Character.isUpperCase(line.charAt(0)) && line.indexOf('-') > 0 && colon > 8;
            if (mapping && !labels.isEmpty()) {
                break;
            }
            if (!mapping) {
                labels.add(line.substring(0, colon));
            }
        }
        return labels;
    }

    @Test
    void columnsAreThoseOfTheHost() throws IOException, InterruptedException {
        String host = Files.readString(Path.of("/proc/self/smaps"));
        String guest = inGuest("cat /proc/self/smaps");
        for (String label : List.of("Size:", "Rss:", "Private_Dirty:", "Locked:", "THPeligible:")) {
            assertEquals(line(host, label).length(), line(guest, label).length(), label);
        }
    }

    private static String line(String text, String label) {
        return text.lines()
                .filter(line -> line.startsWith(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + label));
    }

    @Test
    void procpsReadsThem() throws IOException, InterruptedException {
        String said =
                inGuest("pmap -X $$ && pmap -x $$ && pmap -XX $$ >/dev/null && free && /usr/bin/ps -o pid,rss,vsz,cmd");
        assertTrue(said.contains("Pss"), said);
        assertTrue(said.contains("[stack]"), said);
        assertTrue(said.contains("busybox"), said);
        assertTrue(said.contains("Mem:"), said);
        assertTrue(said.contains("RSS"), said);
    }
}
