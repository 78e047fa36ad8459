package io.tombolo.proc.internal.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** First lines of scripts, as {@code fs/binfmt_script.c} reads them. */
class ScriptLineTest {
    private static ScriptLine line(String text) {
        return ScriptLine.of(Arrays.copyOf(text.getBytes(StandardCharsets.ISO_8859_1), ScriptLine.LOOK_AHEAD));
    }

    private static void refused(String text) {
        assertEquals(
                Errno.ENOEXEC,
                assertThrows(ErrnoException.class, () -> line(text)).errno());
    }

    @Test
    void restOfTheLineIsOneArgument() {
        assertEquals(new ScriptLine("/bin/sh", null), line("#!/bin/sh\nrest"));
        assertEquals(new ScriptLine("/bin/sh", "-e  -x"), line("#! \t/bin/sh \t-e  -x \t\nrest"));
    }

    @Test
    void fileMayEndWithoutNewline() {
        assertEquals(new ScriptLine("/bin/sh", null), line("#!/bin/sh"));
        assertEquals(new ScriptLine("/bin/sh", "-e"), line("#!/bin/sh -e"));
    }

    @Test
    void interpreterMustBeNamed() {
        refused("#!\n/bin/sh");
        refused("#!  \t \n");
        refused("#!" + " ".repeat(300));
    }

    @Test
    void cutInterpreterIsRefusedButCutArgumentIsNot() {
        refused("#!/" + "a".repeat(300));
        ScriptLine cut = line("#!/bin/sh " + "a".repeat(300));
        assertEquals("a".repeat(ScriptLine.LOOK_AHEAD - 1 - "#!/bin/sh ".length()), cut.argument());
    }
}
