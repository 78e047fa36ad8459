package io.tombolo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CompatibilityPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "compatibility.md");

    @Test
    void theCommittedPageSaysWhatTheModulesDo() throws Exception {
        CompatibilityPage page = CompatibilityPage.ofPath();
        assertTrue(page.answered() > 0, "no module of system calls was found on the path of this test");
        if (Boolean.getBoolean("tombolo.regenerate")) {
            Files.writeString(PAGE, page.text());
        }
        String committed = Files.exists(PAGE) ? Files.readString(PAGE) : "";

        assertEquals(
                page.text(),
                committed,
                "docs/compatibility.md is stale; make it anew with ./mvnw -pl distribution/cli -am test"
                        + " -Dtest=CompatibilityPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dtombolo.regenerate=true,"
                        + " and commit it");
    }
}
