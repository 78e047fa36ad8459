package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.core.spi.SyscallDescriptor;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.core.spi.SyscallParameter;
import io.tombolo.core.spi.SyscallTable;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;

/** The contract finds what it is there to find. */
class SyscallModuleContractTest {
    /** A module of one call with one argument. */
    private static final class OneCall extends SyscallModuleContract {
        private final String name;
        private final ArgumentKind kind;
        private final LongUnaryOperator answer;

        OneCall(String name, ArgumentKind kind, LongUnaryOperator answer) {
            this.name = name;
            this.kind = kind;
            this.answer = answer;
        }

        @Override
        protected SyscallModuleProvider provider() {
            return new Provider();
        }

        @Override
        protected List<SyscallTable> tables() {
            return List.of(new SyscallTable() {
                @Override
                public int size() {
                    return 1;
                }

                @Override
                public String name(int index) {
                    return name;
                }

                @Override
                public SyscallDescriptor descriptor(int index) {
                    SyscallParameter parameter = new SyscallParameter("argument", kind, SyscallParameter.NO_LENGTH);
                    return new SyscallDescriptor(name, List.of(parameter), ArgumentKind.LONG, "", "");
                }

                @Override
                public long invoke(int index, Task task, long a0, long a1, long a2, long a3, long a4, long a5) {
                    return answer.applyAsLong(a0);
                }
            });
        }

        /** The call above looks at no task. */
        @Override
        @SuppressWarnings("NullAway")
        protected Task task() {
            return null;
        }
    }

    private static final class Provider implements SyscallModuleProvider {
        @Override
        public String name() {
            return "toy";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public SpiVersion.Range spiVersions() {
            return SpiVersion.Range.of(SpiVersion.CURRENT.major() + 1, 0);
        }

        @Override
        public String role() {
            return "toy";
        }

        @Override
        public SyscallModule create(KernelServices services) {
            throw new UnsupportedOperationException("the contract is given the tables");
        }
    }

    private static AssertionError failure(List<DynamicTest> tests) {
        assertEquals(1, tests.size());
        return assertThrows(AssertionError.class, tests.getFirst().getExecutable());
    }

    @Test
    void aModuleThatAnswersErrorsPasses() {
        OneCall returns = new OneCall("chdir", ArgumentKind.PATH, address -> Errno.EFAULT.result());
        OneCall throwing = new OneCall("chdir", ArgumentKind.PATH, address -> {
            throw ErrnoException.of(Errno.EFAULT);
        });
        for (OneCall contract : List.of(returns, throwing)) {
            assertDoesNotThrow(contract.wildPointersGiveAnError().getFirst().getExecutable());
            assertDoesNotThrow(contract::everyCallIsDescribedAndClaimedOnce);
        }
    }

    @Test
    void anExceptionOfJavasIsFound() {
        OneCall contract = new OneCall("chdir", ArgumentKind.PATH, address -> {
            throw new ArrayIndexOutOfBoundsException("inside");
        });

        String message =
                String.valueOf(failure(contract.wildPointersGiveAnError()).getMessage());
        assertTrue(message.startsWith("chdir(0x1) throws java.lang.ArrayIndexOutOfBoundsException"), message);
    }

    @Test
    void successWithAWildPointerIsFound() {
        OneCall contract = new OneCall("chdir", ArgumentKind.PATH, address -> 0);

        failure(contract.wildPointersGiveAnError());
    }

    @Test
    void aResultThatIsNoErrnoIsFound() {
        OneCall contract = new OneCall("chdir", ArgumentKind.PATH, address -> -4000);

        failure(contract.wildPointersGiveAnError());
    }

    @Test
    void acceptedUnknownFlagsAreFound() {
        OneCall contract = new OneCall("epoll_create1", ArgumentKind.EPOLL_FLAGS, flags -> 3);

        failure(contract.unknownFlagsAreInvalid());
    }

    @Test
    void aNameThatLinuxDoesNotHaveIsFound() {
        OneCall contract = new OneCall("chdirr", ArgumentKind.PATH, address -> 0);

        assertThrows(AssertionError.class, contract::everyCallIsDescribedAndClaimedOnce);
    }

    @Test
    void anIncompatibleVersionIsFound() {
        OneCall contract = new OneCall("chdir", ArgumentKind.PATH, address -> 0);

        AssertionError failure = assertThrows(AssertionError.class, contract::theProviderSaysWhatItIs);
        assertTrue(String.valueOf(failure.getMessage()).contains("built for SPI [2.0,3.0)"), failure.getMessage());
    }
}
