package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.util.Arrays;
import java.util.BitSet;

/** The Java process as the host sees it: its numbers, identities, limits and processors. Thread-safe. */
public final class HostProcess {
    private static final int GROUPS_LIMIT = NativeScratch.STRUCTURE_LIMIT / Integer.BYTES;

    private final HostCalls calls;
    private final HostAbi abi;

    HostProcess(HostCalls calls, HostAbi abi) {
        this.calls = calls;
        this.abi = abi;
    }

    /** {@code getpid(2)}. */
    public int processId() {
        return (int) calls.call(SyscallNumbers.GETPID);
    }

    /** The calling thread's number: {@code gettid(2)}. */
    public int threadId() {
        return (int) check(calls.call(SyscallNumbers.GETTID));
    }

    /** {@code getppid(2)}. */
    public int parentProcessId() {
        return (int) calls.call(SyscallNumbers.GETPPID);
    }

    /** The process group of a process, 0 for this one: {@code getpgid(2)}. */
    public int processGroup(int process) {
        return (int) check(calls.call(SyscallNumbers.GETPGID, process));
    }

    /** The session of a process, 0 for this one: {@code getsid(2)}. */
    public int session(int process) {
        return (int) check(calls.call(SyscallNumbers.GETSID, process));
    }

    /** {@code getuid(2)}. */
    public int userId() {
        return (int) calls.call(SyscallNumbers.GETUID);
    }

    /** {@code geteuid(2)}. */
    public int effectiveUserId() {
        return (int) calls.call(SyscallNumbers.GETEUID);
    }

    /** {@code getgid(2)}. */
    public int groupId() {
        return (int) calls.call(SyscallNumbers.GETGID);
    }

    /** {@code getegid(2)}. */
    public int effectiveGroupId() {
        return (int) calls.call(SyscallNumbers.GETEGID);
    }

    /** The supplementary groups: {@code getgroups(2)}; throws {@code EINVAL} if there are more than 1024. */
    public int[] groups() {
        NativeScratch memory = NativeScratch.current();
        int count = (int) check(calls.call(SyscallNumbers.GETGROUPS, GROUPS_LIMIT, memory.address()));
        int[] groups = new int[count];
        for (int i = 0; i < count; i++) {
            groups[i] = memory.structures().getInt(i * Integer.BYTES);
        }
        return groups;
    }

    /**
     * Sends a signal: {@code kill(2)}. The Java process itself is not spared.
     *
     * @param signal the host's number; 0 only checks
     */
    public void signal(int process, int signal) {
        check(calls.call(SyscallNumbers.KILL, process, signal));
    }

    /** Sends a signal to one thread: {@code tgkill(2)}. */
    public void signalThread(int process, int thread, int signal) {
        check(calls.call(SyscallNumbers.TGKILL, process, thread, signal));
    }

    /** A resource limit of this process: {@code getrlimit(2)}; {@code resource} is Linux's {@code RLIMIT_*}. */
    public ResourceLimit limit(int resource) {
        NativeScratch memory = NativeScratch.current();
        check(calls.call(SyscallNumbers.PRLIMIT64, 0, abi.flags().resource(resource), 0, memory.address()));
        return new ResourceLimit(
                memory.structures().getLong(0), memory.structures().getLong(Long.BYTES));
    }

    /** Sets a resource limit of this process: {@code setrlimit(2)}. */
    public void setLimit(int resource, ResourceLimit limit) {
        NativeScratch memory = NativeScratch.current();
        memory.structures().putLong(0, limit.soft());
        memory.structures().putLong(Long.BYTES, limit.hard());
        check(calls.call(SyscallNumbers.PRLIMIT64, 0, abi.flags().resource(resource), memory.address(), 0));
    }

    /** The processors that the calling thread may run on: {@code sched_getaffinity(2)}. */
    public BitSet affinity() {
        NativeScratch memory = NativeScratch.current();
        int length = (int)
                check(calls.call(SyscallNumbers.SCHED_GETAFFINITY, 0, NativeScratch.STRUCTURE_LIMIT, memory.address()));
        return BitSet.valueOf(
                memory.structures().slice(0, length).order(memory.structures().order()));
    }

    /** Sets the processors that the calling thread may run on: {@code sched_setaffinity(2)}. */
    public void setAffinity(BitSet processors) {
        NativeScratch memory = NativeScratch.current();
        byte[] bytes = Arrays.copyOf(processors.toByteArray(), (processors.length() + 63) / 64 * Long.BYTES);
        memory.structures().put(0, bytes);
        check(calls.call(SyscallNumbers.SCHED_SETAFFINITY, 0, bytes.length, memory.address()));
    }

    /** The processor that the calling thread runs on at this moment: {@code getcpu(2)}. */
    public int processor() {
        NativeScratch memory = NativeScratch.current();
        check(calls.call(SyscallNumbers.GETCPU, memory.address(), 0));
        return memory.structures().getInt(0);
    }

    /**
     * A resource limit; -1, as unsigned, is no limit.
     *
     * @param soft in force
     * @param hard up to which the soft one can be raised
     */
    public record ResourceLimit(long soft, long hard) {}
}
