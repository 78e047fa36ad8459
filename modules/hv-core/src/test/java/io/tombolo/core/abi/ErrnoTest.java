package io.tombolo.core.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrnoTest {
    @ParameterizedTest
    @EnumSource(Architecture.class)
    void numbersEqualTheHeaders(Architecture architecture) throws Exception {
        List<String> assertions = new ArrayList<>();
        for (Errno errno : Errno.values()) {
            assertions.add(errno.name() + " == " + errno.number());
        }
        CrossCompiler.of(architecture).check(List.of("asm/errno.h"), "", assertions);
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void noErrorOfTheHeadersIsMissing(Architecture architecture) throws Exception {
        Set<String> missing = new TreeSet<>();
        for (String macro : CrossCompiler.of(architecture).macros("asm/errno.h")) {
            if (macro.matches("E[A-Z0-9]+")) {
                missing.add(macro);
            }
        }
        for (Errno errno : Errno.values()) {
            missing.remove(errno.name());
        }
        assertEquals(Set.of("EWOULDBLOCK", "EDEADLOCK"), missing, "only the aliases are not values");
    }

    @Test
    void ofFindsEachErrorByItsNumber() {
        for (Errno errno : Errno.values()) {
            assertEquals(errno, Errno.of(errno.number()));
        }
        assertEquals("No such file or directory", Errno.of(2).description());
        assertEquals(-2, Errno.ENOENT.result());
    }

    @Test
    void numbersWithoutAnErrorAreTold() {
        for (int number : new int[] {-1, 0, 41, 58, 134, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertEquals(Optional.empty(), Errno.find(number), () -> "number " + number);
            assertThrows(IllegalArgumentException.class, () -> Errno.of(number));
        }
    }

    @Test
    void resultsFromMinus4095ToMinus1AreErrors() {
        assertTrue(Errno.isError(-1));
        assertTrue(Errno.isError(-4095));
        assertFalse(Errno.isError(-4096));
        assertFalse(Errno.isError(0));
        assertFalse(Errno.isError(Long.MIN_VALUE));
    }
}
