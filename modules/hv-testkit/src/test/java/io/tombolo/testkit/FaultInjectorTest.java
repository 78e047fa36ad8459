package io.tombolo.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostDescriptors;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {
    private final HostCalls real = Host.system().calls();

    @Test
    void onlyTheChosenCallFails() {
        FaultInjector injector = new FaultInjector(real).failOnce(SyscallNumbers.GETPID, 2, Errno.EIO);
        long pid = ProcessHandle.current().pid();

        assertEquals(pid, injector.call(SyscallNumbers.GETPID));
        assertEquals(-Errno.EIO.number(), injector.call(SyscallNumbers.GETPID));
        assertEquals(pid, injector.call(SyscallNumbers.GETPID));
        assertEquals(1, injector.injected());
        assertEquals(3, injector.count(SyscallNumbers.GETPID));
    }

    @Test
    void openDescriptorsAreKnownUntilTheyAreClosed() {
        FaultInjector injector = new FaultInjector(real);
        Host host = Host.of(injector);

        HostDescriptors.Pipe pipe = host.descriptors().createPipe(0);
        int copy = host.descriptors().duplicate(pipe.readEnd(), 0);
        assertEquals(Set.of(pipe.readEnd(), pipe.writeEnd(), copy), injector.openDescriptors());

        host.files().close(pipe.readEnd());
        host.files().close(copy);
        assertEquals(Set.of(pipe.writeEnd()), injector.openDescriptors());
        host.files().close(pipe.writeEnd());
        assertEquals(Set.of(), injector.openDescriptors());
    }

    @Test
    void aTransferIsCutShortOnce() {
        FaultInjector injector = new FaultInjector(real).shortenOnce(SyscallNumbers.WRITE, 1, 3);
        Host host = Host.of(injector);
        HostDescriptors.Pipe pipe = host.descriptors().createPipe(0);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(8);
            assertEquals(3, host.files().rawWrite(pipe.writeEnd(), bytes.address(), 8));
            assertEquals(8, host.files().rawWrite(pipe.writeEnd(), bytes.address(), 8));
        } finally {
            host.files().close(pipe.readEnd());
            host.files().close(pipe.writeEnd());
        }
    }

    @Test
    void eachCallOfAScenarioFailsInTurn() throws Exception {
        int failures = FaultInjector.failEachCall(real, FaultInjector.ANY_CALL, Errno.EMFILE, injector -> {
            careful(Host.of(injector));
            assertEquals(Set.of(), injector.openDescriptors(), "descriptors are left open");
        });

        assertTrue(failures >= 4, () -> "a pipe, a copy and three closes are more than " + failures + " calls");
    }

    @Test
    void aLeakIsFound() {
        AssertionError leak = assertThrows(
                AssertionError.class,
                () -> FaultInjector.failEachCall(
                        real, n -> n == SyscallNumbers.FCNTL || n == SyscallNumbers.DUP, Errno.EMFILE, injector -> {
                            Host host = Host.of(injector);
                            HostDescriptors.Pipe pipe = host.descriptors().createPipe(0);
                            try {
                                host.files().close(host.descriptors().duplicate(pipe.readEnd(), 0));
                                host.files().close(pipe.readEnd());
                                host.files().close(pipe.writeEnd());
                            } catch (ErrnoException careless) {
                                assertEquals(Errno.EMFILE, careless.errno());
                            }
                            Set<Integer> open = injector.openDescriptors();
                            open.forEach(host.files()::close);
                            assertEquals(Set.of(), open);
                        }));

        assertTrue(String.valueOf(leak.getMessage()).startsWith("with EMFILE from call 1: "), leak.getMessage());
    }

    private static void careful(Host host) {
        try {
            HostDescriptors.Pipe pipe = host.descriptors().createPipe(0);
            try {
                host.files().close(host.descriptors().duplicate(pipe.readEnd(), 0));
            } finally {
                try {
                    host.files().close(pipe.readEnd());
                } finally {
                    host.files().close(pipe.writeEnd());
                }
            }
        } catch (ErrnoException failure) {
            assertEquals(Errno.EMFILE, failure.errno());
        }
    }
}
