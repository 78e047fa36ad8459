package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;

/** The machine as a whole: its name, its memory, its file systems, its randomness. Thread-safe. */
public final class HostMachine {
    private final HostCalls calls;
    private final HostAbi abi;

    HostMachine(HostCalls calls, HostAbi abi) {
        this.calls = calls;
        this.abi = abi;
    }

    /** What the host calls itself: {@code uname(2)}. */
    public MachineName name() {
        NativeScratch memory = NativeScratch.current();
        return abi.name(calls, memory.structures(), memory.address());
    }

    /** Memory and load: {@code sysinfo(2)}; throws {@code ENOSYS} on hosts other than Linux. */
    public MachineLoad load() {
        NativeScratch memory = NativeScratch.current();
        return abi.load(calls, memory.structures(), memory.address());
    }

    /** The file system of an open file: {@code fstatfs(2)}. */
    public FileSystemStatus fileSystem(int descriptor) {
        NativeScratch memory = NativeScratch.current();
        check(calls.call(SyscallNumbers.FSTATFS, descriptor, memory.address()));
        return abi.fileSystemStatus(memory.structures());
    }

    /** The file system of a path, which is followed: {@code statfs(2)}. */
    public FileSystemStatus fileSystem(byte[] path) {
        NativeScratch memory = NativeScratch.current();
        check(calls.call(SyscallNumbers.STATFS, memory.path(path), memory.address()));
        return abi.fileSystemStatus(memory.structures());
    }

    /**
     * Random bytes of the host: {@code getrandom(2)}.
     *
     * @param flags of {@code GRND_NONBLOCK} 1, {@code GRND_RANDOM} 2
     * @return how many bytes, or the negative errno
     */
    public long rawRandom(long address, long length, int flags) {
        return calls.call(SyscallNumbers.GETRANDOM, address, length, flags);
    }

    /**
     * The strings of {@code struct utsname}.
     *
     * @param system "Linux" or "Darwin"
     * @param node host name
     * @param release of the kernel
     * @param version of the kernel
     * @param machine "x86_64", "aarch64", "arm64"
     * @param domain NIS domain; empty where there is none
     */
    public record MachineName(
            String system, String node, String release, String version, String machine, String domain) {}

    /**
     * The numbers of {@code struct sysinfo}, in bytes where they are amounts of memory.
     *
     * @param uptime in seconds
     * @param load1 load of the last minute, times 65536
     * @param load5 of the last 5 minutes, times 65536
     * @param load15 of the last 15 minutes, times 65536
     * @param totalMemory usable memory
     * @param freeMemory unused memory
     * @param sharedMemory in tmpfs and shared segments
     * @param bufferMemory of block devices
     * @param totalSwap swap space
     * @param freeSwap unused swap space
     * @param tasks threads of the host
     */
    public record MachineLoad(
            long uptime,
            long load1,
            long load5,
            long load15,
            long totalMemory,
            long freeMemory,
            long sharedMemory,
            long bufferMemory,
            long totalSwap,
            long freeSwap,
            int tasks) {}
}
