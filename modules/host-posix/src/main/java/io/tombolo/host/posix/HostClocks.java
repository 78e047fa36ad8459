package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;

/** The host's clocks, see clock_gettime(2). Linux numbers them on both sides of this border. Thread-safe. */
public final class HostClocks {
    public static final int CLOCK_REALTIME = 0;
    public static final int CLOCK_MONOTONIC = 1;
    public static final int CLOCK_PROCESS_CPUTIME_ID = 2;
    public static final int CLOCK_THREAD_CPUTIME_ID = 3;
    public static final int CLOCK_MONOTONIC_RAW = 4;
    public static final int CLOCK_REALTIME_COARSE = 5;
    public static final int CLOCK_MONOTONIC_COARSE = 6;
    public static final int CLOCK_BOOTTIME = 7;

    private static final long NANOSECONDS = 1_000_000_000;

    private final HostCalls calls;
    private final HostAbi abi;

    HostClocks(HostCalls calls, HostAbi abi) {
        this.calls = calls;
        this.abi = abi;
    }

    /**
     * The time of a clock: {@code clock_gettime(2)}.
     *
     * @return nanoseconds since the clock's epoch; enough until the year 2262
     */
    public long time(int clock) {
        return nanoseconds(SyscallNumbers.CLOCK_GETTIME, clock);
    }

    /**
     * The processor time that a thread of this process has used, in nanoseconds; 0 once it has ended, or where the host
     * cannot tell.
     *
     * @param thread as {@link HostProcess#threadId} answers it
     */
    public long threadTime(int thread) {
        NativeScratch memory = NativeScratch.current();
        // How Linux names the clock of a thread: MAKE_THREAD_CPUCLOCK of include/linux/posix-timers.h.
        int clock = ~thread << 3 | 6;
        if (calls.call(SyscallNumbers.CLOCK_GETTIME, clock, memory.address()) < 0) {
            return 0;
        }
        return memory.structures().getLong(0) * NANOSECONDS
                + memory.structures().getLong(Long.BYTES);
    }

    /** The resolution of a clock in nanoseconds: {@code clock_getres(2)}. */
    public long resolution(int clock) {
        return nanoseconds(SyscallNumbers.CLOCK_GETRES, clock);
    }

    private long nanoseconds(int number, int clock) {
        NativeScratch memory = NativeScratch.current();
        check(calls.call(number, abi.flags().clock(clock), memory.address()));
        return memory.structures().getLong(0) * NANOSECONDS
                + memory.structures().getLong(Long.BYTES);
    }
}
