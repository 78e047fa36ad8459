package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.SyscallNumbers;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.core.spi.SyscallDescriptor;
import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.core.spi.SyscallParameter;
import io.tombolo.core.spi.SyscallTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What every module of system calls must do: say what it is, describe its calls, and answer wild pointers and unknown flags with an errno, never
 * with an exception of Java's. Descriptors are -1 in these calls, so that none of them reaches a file.
 */
@Timeout(120)
public abstract class SyscallModuleContract {
    /** Null's neighbour, unmapped, beyond the address space, and the very end. */
    private static final long[] WILD = {1, 0x7EEE_EEEE_E008L, 0x00F0_0000_0000_0000L, -8L};

    /** Flags of which Linux refuses unknown ones before it looks at anything else. */
    private static final Set<ArgumentKind> CHECKED_FLAGS = EnumSet.of(
            ArgumentKind.PIPE_FLAGS,
            ArgumentKind.EVENTFD_FLAGS,
            ArgumentKind.EPOLL_FLAGS,
            ArgumentKind.RENAME_FLAGS,
            ArgumentKind.GETRANDOM_FLAGS,
            ArgumentKind.MREMAP_FLAGS,
            ArgumentKind.MSYNC_FLAGS,
            ArgumentKind.MEMFD_FLAGS,
            ArgumentKind.MLOCK_FLAGS,
            ArgumentKind.MLOCKALL_FLAGS,
            ArgumentKind.WAIT_OPTIONS);

    private static final int UNKNOWN_FLAG = 1 << 27;
    private static final long LENGTH = 8;
    private static final Duration MOST_TIME = Duration.ofSeconds(20);

    /** For subclasses, which JUnit makes. */
    protected SyscallModuleContract() {}

    /** {@return the provider under test} */
    protected abstract SyscallModuleProvider provider();

    /** {@return the tables of a module that the provider has made} */
    protected abstract List<SyscallTable> tables();

    /** {@return a task to make calls from, on threads of the test; nothing is mapped at the wild addresses} */
    protected abstract Task task();

    /** {@return calls that are left alone, because they end or block the task: more than the usual ones} */
    protected Set<String> dangerous() {
        return Set.of();
    }

    /** {@return calls whose pointer arguments may be anything, because the call need not look at them} */
    protected Set<String> indifferentToPointers() {
        return Set.of();
    }

    private boolean isDangerous(String name) {
        return dangerous().contains(name)
                || Set.of(
                                "clone",
                                "clone3",
                                "fork",
                                "vfork",
                                "exit",
                                "exit_group",
                                "rt_sigreturn",
                                "pause",
                                "reboot",
                                "pselect6",
                                "rt_sigsuspend")
                        .contains(name);
    }

    @Test
    void theProviderSaysWhatItIs() {
        SyscallModuleProvider provider = provider();
        assertTrue(
                provider.name().matches("[a-z][a-z0-9-]*"),
                () -> "the name '" + provider.name() + "' is one lower-case word");
        assertTrue(
                provider.version().matches("[0-9]+(\\.[0-9]+)*([-+].*)?"),
                () -> "the version '" + provider.version() + "' is a number");
        assertTrue(
                provider.role().matches("[a-z][a-z0-9-]*"),
                () -> "the role '" + provider.role() + "' is one lower-case word");
        assertTrue(provider.weight() >= 0, "the weight is not negative");
        assertTrue(
                provider.spiVersions().contains(SpiVersion.CURRENT),
                () -> "built for SPI " + provider.spiVersions() + ", but this is " + SpiVersion.CURRENT);
    }

    @Test
    void everyCallIsDescribedAndClaimedOnce() {
        Set<String> seen = new HashSet<>();
        for (SyscallTable table : tables()) {
            for (int index = 0; index < table.size(); index++) {
                String name = table.name(index);
                SyscallDescriptor descriptor = table.descriptor(index);
                assertEquals(name, descriptor.name());
                assertTrue(seen.add(name), () -> name + " is claimed twice");
                assertTrue(exists(name), () -> "Linux has no system call " + name);
                Set<String> parameters = new HashSet<>();
                for (SyscallParameter parameter : descriptor.parameters()) {
                    assertTrue(parameters.add(parameter.name()), () -> name + " has two arguments " + parameter.name());
                    assertTrue(
                            parameter.lengthIndex() < descriptor.parameters().size(),
                            () -> name + ": the length of " + parameter.name() + " is no argument");
                }
            }
        }
        assertFalse(seen.isEmpty(), "the module has system calls");
    }

    private static boolean exists(String name) {
        return SyscallNumbers.of(Architecture.AARCH64).number(name) != SyscallNumbers.NONE
                || SyscallNumbers.of(Architecture.X86_64).number(name) != SyscallNumbers.NONE;
    }

    /** One test for each pointer argument of each call. */
    @TestFactory
    List<DynamicTest> wildPointersGiveAnError() {
        List<DynamicTest> tests = new ArrayList<>();
        forEachCall((table, index) -> {
            SyscallDescriptor descriptor = table.descriptor(index);
            for (int i = 0; i < descriptor.parameters().size(); i++) {
                int position = i;
                SyscallParameter parameter = descriptor.parameters().get(i);
                if (parameter.kind().isPointer()) {
                    tests.add(dynamicTest(
                            descriptor.name() + "(" + parameter.name() + ")",
                            () -> callWithWildPointer(table, index, position)));
                }
            }
        });
        return tests;
    }

    private void callWithWildPointer(SyscallTable table, int index, int position) {
        SyscallDescriptor descriptor = table.descriptor(index);
        for (long address : WILD) {
            long[] arguments = harmlessArguments(descriptor);
            arguments[position] = address;
            String call = show(descriptor, arguments);
            long result = invoke(table, index, arguments);
            boolean tolerant = indifferentToPointers().contains(descriptor.name());
            assertTrue(
                    isErrno(result) || (tolerant && result >= 0),
                    () -> call + " answers " + result + ", which is no errno");
        }
    }

    /** One test for each flags argument whose unknown bits Linux refuses. */
    @TestFactory
    List<DynamicTest> unknownFlagsAreInvalid() {
        List<DynamicTest> tests = new ArrayList<>();
        forEachCall((table, index) -> {
            SyscallDescriptor descriptor = table.descriptor(index);
            for (int i = 0; i < descriptor.parameters().size(); i++) {
                int position = i;
                SyscallParameter parameter = descriptor.parameters().get(i);
                if (CHECKED_FLAGS.contains(parameter.kind())) {
                    tests.add(dynamicTest(descriptor.name() + "(" + parameter.name() + ")", () -> {
                        long[] arguments = harmlessArguments(descriptor);
                        arguments[position] = UNKNOWN_FLAG;
                        assertEquals(
                                Errno.EINVAL.result(),
                                invoke(table, index, arguments),
                                () -> show(descriptor, arguments));
                    }));
                }
            }
        });
        return tests;
    }

    private interface CallVisitor {
        void visit(SyscallTable table, int index);
    }

    private void forEachCall(CallVisitor visitor) {
        for (SyscallTable table : tables()) {
            for (int index = 0; index < table.size(); index++) {
                if (!isDangerous(table.name(index))) {
                    visitor.visit(table, index);
                }
            }
        }
    }

    /** Descriptors that are not open, lengths of eight, null pointers, zeros. */
    private static long[] harmlessArguments(SyscallDescriptor descriptor) {
        long[] arguments = new long[6];
        List<SyscallParameter> parameters = descriptor.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            switch (parameters.get(i).kind()) {
                case FD, DIRFD, PID -> arguments[i] = -1;
                case SIZE -> arguments[i] = LENGTH;
                default -> {}
            }
        }
        for (SyscallParameter parameter : parameters) {
            if (parameter.lengthIndex() != SyscallParameter.NO_LENGTH) {
                arguments[parameter.lengthIndex()] = LENGTH;
            }
        }
        return arguments;
    }

    /** A call that blocks would stop the whole test, in a host call that nothing interrupts: so it has a thread to lose. */
    private long invoke(SyscallTable table, int index, long[] arguments) {
        Task task = task();
        return assertTimeoutPreemptively(
                MOST_TIME,
                () -> invoke(table, index, task, arguments),
                () -> show(table.descriptor(index), arguments) + " blocks");
    }

    private static long invoke(SyscallTable table, int index, Task task, long[] arguments) {
        try {
            return table.invoke(
                    index, task, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
        } catch (ErrnoException failure) {
            return -failure.number();
        } catch (RuntimeException | Error failure) {
            throw new AssertionError(show(table.descriptor(index), arguments) + " throws " + failure, failure);
        }
    }

    private static boolean isErrno(long result) {
        return RestartCode.isRestart(result)
                || (Errno.isError(result) && Errno.find((int) -result).isPresent());
    }

    private static String show(SyscallDescriptor descriptor, long[] arguments) {
        StringBuilder text = new StringBuilder(descriptor.name()).append('(');
        for (int i = 0; i < descriptor.parameters().size(); i++) {
            text.append(i == 0 ? "" : ", ").append("0x").append(Long.toHexString(arguments[i]));
        }
        return text.append(')').toString();
    }
}
