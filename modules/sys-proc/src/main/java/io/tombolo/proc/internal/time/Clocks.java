package io.tombolo.proc.internal.time;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Capability;
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

    /** {@code CPUCLOCK_PERTHREAD_MASK}, and what the two bits below tell. */
    private static final int OF_TASK = 4;

    private static final int CLOCK_KIND = 3;
    private static final int OF_DESCRIPTOR = 3;
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
            case Time.CLOCK_THREAD_CPUTIME_ID -> processorTimes.of(task).total();
            case Time.CLOCK_MONOTONIC -> System.nanoTime();
            case Time.CLOCK_REALTIME,
                    Time.CLOCK_MONOTONIC_RAW,
                    Time.CLOCK_REALTIME_COARSE,
                    Time.CLOCK_MONOTONIC_COARSE,
                    Time.CLOCK_BOOTTIME -> host.clocks().time(clock);
            case Time.CLOCK_REALTIME_ALARM, Time.CLOCK_TAI -> host.clocks().time(Time.CLOCK_REALTIME);
            case Time.CLOCK_BOOTTIME_ALARM -> host.clocks().time(Time.CLOCK_BOOTTIME);
            default -> processorClock(task, clock).now();
        };
    }

    /**
     * The clock of a process's or a task's processor time: {@code MAKE_PROCESS_CPUCLOCK} and the like.
     *
     * @throws ErrnoException {@code EINVAL} if the number does not name one that exists
     */
    private ProcessorClock processorClock(Task task, int clock) {
        int number = ~(clock >> 3);
        boolean ofTask = (clock & OF_TASK) != 0;
        if (clock >= 0 || (clock & CLOCK_KIND) == OF_DESCRIPTOR) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        Task named = number == 0 ? task : task.kernel().processes().task(number);
        if (ofTask && named != null && named.process() == task.process()) {
            return new ProcessorClock(processorTimes, named.process(), named);
        }
        Process process =
                number == 0 ? task.process() : task.kernel().processes().process(number);
        if (ofTask || process == null) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return new ProcessorClock(processorTimes, process, null);
    }

    /**
     * What a timer on a clock goes by.
     *
     * @throws ErrnoException {@code EINVAL}, {@code EOPNOTSUPP}
     */
    TimeSource timeSource(Task task, int clock) {
        return switch (clock) {
            case Time.CLOCK_REALTIME, Time.CLOCK_MONOTONIC, Time.CLOCK_BOOTTIME, Time.CLOCK_TAI -> TimeSource.REAL;
            case Time.CLOCK_PROCESS_CPUTIME_ID -> new ProcessorClock(processorTimes, task.process(), null);
            case Time.CLOCK_THREAD_CPUTIME_ID -> new ProcessorClock(processorTimes, task.process(), task);
            case Time.CLOCK_REALTIME_ALARM, Time.CLOCK_BOOTTIME_ALARM -> {
                if (!task.credentials().has(Capability.CAP_WAKE_ALARM)) {
                    throw ErrnoException.of(Errno.EPERM);
                }
                yield TimeSource.REAL;
            }
            case Time.CLOCK_MONOTONIC_RAW, Time.CLOCK_REALTIME_COARSE, Time.CLOCK_MONOTONIC_COARSE ->
                throw ErrnoException.of(Errno.EOPNOTSUPP);
            default -> processorClock(task, clock);
        };
    }

    /** The resolution of a clock in nanoseconds: with high-resolution timers 1, of coarse clocks the tick. */
    long resolution(Task task, int clock) {
        return switch (clock) {
            case Time.CLOCK_REALTIME_COARSE, Time.CLOCK_MONOTONIC_COARSE ->
                host.clocks().resolution(clock);
            default -> {
                if (clock < 0) {
                    var _ = processorClock(task, clock);
                } else if (clock > Time.CLOCK_TAI || clock == Time.CLOCK_SGI_CYCLE) {
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

    /** The sum of two times that are not negative; at most {@link Task#FOREVER}. */
    static long sum(long time, long nanoseconds) {
        long sum = time + nanoseconds;
        return sum < 0 ? Task.FOREVER : sum;
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
