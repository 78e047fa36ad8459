package io.tombolo.host.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tombolo.core.spi.HostMemory;
import io.tombolo.host.posix.internal.PosixMemoryProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HostMachineTest {
    private static final int RLIMIT_NOFILE = 7;

    private final Host host = Host.system();

    @Test
    void theProcessIsTheOneThatJavaKnows() throws IOException {
        assertEquals(ProcessHandle.current().pid(), host.process().processId());
        assertEquals(ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L), (long)
                host.process().parentProcessId());
        assertEquals(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid"),
                host.process().effectiveUserId());
        assertEquals(
                Files.getAttribute(Path.of("/proc/self"), "unix:gid"),
                host.process().effectiveGroupId());
        assertTrue(Files.exists(Path.of("/proc/self/task/" + host.process().threadId())));
        assertEquals(
                host.process().session(0), host.process().session(host.process().processId()));
        assertTrue(host.process().processGroup(0) > 0);
        host.process().signal(host.process().processId(), 0);
        host.process().signalThread(host.process().processId(), host.process().threadId(), 0);
        assertTrue(
                host.process().affinity().cardinality() >= Runtime.getRuntime().availableProcessors());
        assertEquals(
                procStatus("Groups:"),
                Arrays.stream(host.process().groups())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" ")));
        assertEquals(host.process().userId(), host.process().effectiveUserId());
        assertEquals(host.process().groupId(), host.process().effectiveGroupId());
    }

    private static String procStatus(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLimitIsSet() {
        HostProcess.ResourceLimit before = host.process().limit(RLIMIT_NOFILE);
        HostProcess.ResourceLimit lower = new HostProcess.ResourceLimit(before.soft() - 1, before.hard());
        host.process().setLimit(RLIMIT_NOFILE, lower);
        assertEquals(lower, host.process().limit(RLIMIT_NOFILE));
        host.process().setLimit(RLIMIT_NOFILE, before);
    }

    @Test
    void clocksRun() {
        long real = host.clocks().time(HostClocks.CLOCK_REALTIME) / 1_000_000_000;
        assertTrue(Math.abs(real - Instant.now().getEpochSecond()) <= 2);
        long monotonic = host.clocks().time(HostClocks.CLOCK_MONOTONIC);
        assertTrue(host.clocks().time(HostClocks.CLOCK_MONOTONIC) >= monotonic);
        assertTrue(host.clocks().resolution(HostClocks.CLOCK_MONOTONIC) >= 1);
    }

    @Test
    void theMachineIsTheOneThatProcShows() throws IOException {
        HostMachine.MachineName name = host.machine().name();
        assertEquals("Linux", name.system());
        assertEquals(Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(), name.release());
        assertEquals(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(), name.node());
        HostMachine.MachineLoad load = host.machine().load();
        long kilobytes = Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
        assertEquals(kilobytes, load.totalMemory() / 1024);
        assertTrue(load.tasks() > 0 && load.uptime() > 0);
    }

    @Test
    void fileSystemsHaveTheirMagicNumbers() {
        FileSystemStatus proc = host.machine().fileSystem(HostPaths.bytes("/proc"));
        assertEquals(0x9fa0, proc.type(), "PROC_SUPER_MAGIC");
        assertEquals(255, proc.nameLimit());
        int file = host.mappings().createMemoryFile("x", Mman.MFD_CLOEXEC);
        assertEquals(0x01021994, host.machine().fileSystem(file).type(), "TMPFS_MAGIC");
        host.files().close(file);
    }

    @Test
    void randomBytesDiffer() {
        NativeBuffer buffer = NativeBuffer.allocate(32);
        assertEquals(32, host.machine().rawRandom(buffer.address(), 32, 0));
        assertNotEquals(buffer.bytes().getLong(0), buffer.bytes().getLong(8));
    }

    @Test
    void discardedHostMemoryIsZeroAgain() {
        HostMemory memory = new PosixMemoryProvider().create();
        long length = 1L << 40;
        long address = memory.reserve(length);
        NativeMemory.putLong(address + length - 8, 7);
        memory.discard(address + length - 65536, 65536);
        assertEquals(0, NativeMemory.getLong(address + length - 8));
        memory.release(address, length);
    }
}
