package io.tombolo.host.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostTest {
    /** Touches every room; run in a JVM of its own. */
    static final class Everything {
        public static void main(String[] args) {
            Host.preload();
            Host host = Host.system();
            int file = host.mappings().createMemoryFile("x", Mman.MFD_CLOEXEC);
            host.files().status(file);
            host.descriptors().flags(file);
            host.locks().lockFile(file, Fcntl.LOCK_SH);
            host.polling().poll(file, Poll.POLLIN);
            host.events().createEpoll(0);
            host.terminal().isTerminal(file);
            host.clocks().time(HostClocks.CLOCK_MONOTONIC);
            host.machine().name();
            host.newWaiter().await(file, Poll.POLLIN, System.nanoTime());
            System.out.println("process " + host.process().processId());
        }
    }

    private static String runEverything(String... options) throws IOException, InterruptedException {
        List<String> classPath = new ArrayList<>();
        for (Class<?> part : List.of(Host.class, HostTest.class, ErrnoException.class)) {
            classPath.add(Path.of(part.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath())
                    .toString());
        }
        classPath.add(Path.of("target", "test-classes").toString());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), Everything.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void onlyOneDowncallShapeIsLinked() throws IOException, InterruptedException {
        String output = runEverything("--enable-native-access=ALL-UNNAMED", "-Xlog:class+load:stdout");
        assertTrue(output.contains("process "), () -> "the program failed: " + output);
        long stubs = output.lines()
                .filter(line -> line.contains("jdk.internal.foreign.abi.DowncallStub"))
                .count();
        assertEquals(1, stubs, "each downcall shape costs start-up time");
    }

    @Test
    void aMissingFlagIsNamed() throws IOException, InterruptedException {
        String output = runEverything();
        assertTrue(output.contains("start Java with --enable-native-access=ALL-UNNAMED"), output);
    }

    @Test
    void everyRoomCallsThroughTheDoorItWasGiven() {
        HostCalls real = Host.system().calls();
        Host broken = Host.of((number, a0, a1, a2, a3, a4, a5) ->
                number == SyscallNumbers.MMAP ? Errno.ENOMEM.result() : real.call(number, a0, a1, a2, a3, a4, a5));
        ErrnoException thrown = assertThrows(
                ErrnoException.class,
                () -> broken.mappings().map(0, 4096, Mman.PROT_READ, Mman.MAP_PRIVATE | Mman.MAP_ANONYMOUS, -1, 0));
        assertEquals(Errno.ENOMEM, thrown.errno());
        assertEquals(ProcessHandle.current().pid(), broken.process().processId());
    }

    @Test
    void aCallThatTheHostDoesNotHaveIsAnError() {
        HostCalls calls = Host.system().calls();
        assertEquals(Errno.ENOSYS.result(), calls.call(-1));
        assertEquals(Errno.ENOSYS.result(), calls.call(SyscallNumbers.LIMIT));
        assertEquals(Errno.ENOSYS.result(), calls.call(100_000));
    }
}
