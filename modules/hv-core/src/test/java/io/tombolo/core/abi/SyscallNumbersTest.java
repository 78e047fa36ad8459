package io.tombolo.core.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SyscallNumbersTest {
    @ParameterizedTest
    @EnumSource(Architecture.class)
    void numbersEqualTheHeaders(Architecture architecture) throws Exception {
        SyscallNumbers numbers = SyscallNumbers.of(architecture);
        CrossCompiler compiler = CrossCompiler.of(architecture);
        // Headers may be older than the table; noSystemCallOfTheHeadersIsMissing finds what is misspelt.
        Set<String> known = Set.copyOf(compiler.macros("asm/unistd.h"));
        List<String> assertions = new ArrayList<>();
        for (int number = 0; number < numbers.limit(); number++) {
            Optional<String> name = numbers.name(number);
            if (name.isPresent() && known.contains("__NR_" + name.get())) {
                assertions.add("__NR_" + name.get() + " == " + number);
            }
        }
        assertTrue(assertions.size() > 250, () -> "only " + assertions.size() + " calls are known to the headers");
        compiler.check(List.of("asm/unistd.h"), "", assertions);
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void noSystemCallOfTheHeadersIsMissing(Architecture architecture) throws Exception {
        Set<String> missing = new TreeSet<>();
        for (String macro : CrossCompiler.of(architecture).macros("asm/unistd.h")) {
            String name = macro.startsWith("__NR_") ? macro.substring("__NR_".length()) : "";
            if (!name.isEmpty() && SyscallNumbers.of(architecture).number(name) == SyscallNumbers.NONE) {
                missing.add(name);
            }
        }
        missing.removeAll(Set.of("arch_specific_syscall", "syscalls"));
        assertEquals(Set.of(), missing);
    }

    @Test
    void architecturesNumberDifferently() {
        assertEquals(56, SyscallNumbers.of(Architecture.AARCH64).number("openat"));
        assertEquals(257, SyscallNumbers.of(Architecture.X86_64).number("openat"));
        assertEquals(
                SyscallNumbers.NONE, SyscallNumbers.of(Architecture.AARCH64).number("open"));
        assertEquals(
                Optional.of("io_setup"), SyscallNumbers.of(Architecture.AARCH64).name(0));
        assertEquals(Optional.of("read"), SyscallNumbers.of(Architecture.X86_64).name(0));
    }

    @Test
    void numbersWithoutACallHaveNoName() {
        SyscallNumbers numbers = SyscallNumbers.of(Architecture.AARCH64);
        for (int number : new int[] {-1, 250, 300, numbers.limit(), Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertEquals(Optional.empty(), numbers.name(number), () -> "number " + number);
        }
    }
}
