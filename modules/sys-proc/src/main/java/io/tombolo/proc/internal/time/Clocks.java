package io.tombolo.proc.internal.time;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Time;
import io.tombolo.core.abi.layout.TimespecLayout;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.host.posix.Host;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The clocks of clock_gettime(2), and {@code struct timespec} as nanoseconds. Thread-safe. */
@Singleton
public final class Clocks {
    /** Nanoseconds of a second. */
    public static final long SECOND = 1_000_000_000;

    private static final long LARGEST_SECONDS = Long.MAX_VALUE / SECOND - 1;

    private final Host host;
    private final ProcessorTimes processorTimes;

    @Inject
    Clocks(Host host, ProcessorTimes processorTimes) {
        this.host = host;
        this.processorTimes = processorTimes;
    }

    /**
     * The time of a clock in nanoseconds.
     *
     * @throws ErrnoException {@code EINVAL} if there is no such clock
     */
    public long now(Task task, int clock) {
        return switch (clock) {
            case Time.CLOCK_PROCESS_CPUTIME_ID ->
                processorTimes.of(task.process()).total();
            case Time.CLOCK_THREAD_CPUTIME_ID ->
                processorTimes.ofCallingThread().total();
            case Time.CLOCK_MONOTONIC -> System.nanoTime();
            case Time.CLOCK_REALTIME,
                    Time.CLOCK_MONOTONIC_RAW,
                    Time.CLOCK_REALTIME_COARSE,
                    Time.CLOCK_MONOTONIC_COARSE,
                    Time.CLOCK_BOOTTIME -> host.clocks().time(clock);
            case Time.CLOCK_REALTIME_ALARM, Time.CLOCK_TAI -> host.clocks().time(Time.CLOCK_REALTIME);
            case Time.CLOCK_BOOTTIME_ALARM -> host.clocks().time(Time.CLOCK_BOOTTIME);
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    /** The resolution of a clock in nanoseconds: with high-resolution timers 1, of coarse clocks the tick. */
    long resolution(int clock) {
        return switch (clock) {
            case Time.CLOCK_REALTIME_COARSE, Time.CLOCK_MONOTONIC_COARSE ->
                host.clocks().resolution(clock);
            default -> {
                if (clock < 0 || clock > Time.CLOCK_TAI || clock == Time.CLOCK_SGI_CYCLE) {
                    throw ErrnoException.of(Errno.EINVAL);
                }
                yield 1;
            }
        };
    }

    /**
     * When a time of a clock will be, by {@link System#nanoTime}. A clock that is set meanwhile does not move it.
     *
     * @param time in nanoseconds of that clock
     */
    public long deadline(Task task, int clock, long time) {
        return clock == Time.CLOCK_MONOTONIC ? time : after(Math.max(0, time - now(task, clock)));
    }

    /** So many nanoseconds from now, by {@link System#nanoTime}; at most {@link Task#FOREVER}. */
    public static long after(long nanoseconds) {
        long deadline = System.nanoTime() + nanoseconds;
        return deadline < 0 ? Task.FOREVER : deadline;
    }

    /**
     * Reads a {@code struct timespec}.
     *
     * @return nanoseconds; what is too far away to tell is {@link Long#MAX_VALUE}
     * @throws ErrnoException {@code EINVAL} if it is negative or not normalized, {@code EFAULT}
     */
    public static long read(GuestMemory memory, long address) {
        long seconds = memory.getLong(address + TimespecLayout.TV_SEC);
        long nanoseconds = memory.getLong(address + TimespecLayout.TV_NSEC);
        if (seconds < 0 || nanoseconds < 0 || nanoseconds >= SECOND) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return seconds > LARGEST_SECONDS ? Long.MAX_VALUE : seconds * SECOND + nanoseconds;
    }

    /** Writes a {@code struct timespec}. */
    public static void write(GuestMemory memory, long address, long nanoseconds) {
        memory.putLong(address + TimespecLayout.TV_SEC, nanoseconds / SECOND);
        memory.putLong(address + TimespecLayout.TV_NSEC, nanoseconds % SECOND);
    }
}
