package io.tombolo.proc.internal.time;

import io.tombolo.core.Process;
import io.tombolo.core.ResourceLimits;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Resource;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.Time;
import io.tombolo.core.spi.ErrnoException;
import java.util.HashMap;
import java.util.Map;

/** The timers of one process: the three of setitimer(2), those of timer_create(2), and the limit on its processor time. Thread-safe. */
final class ProcessTimers {
    private final Alarms alarms;
    private final Process process;
    private final IntervalTimer real;
    private final IntervalTimer virtual;
    private final IntervalTimer profiling;
    private final IntervalTimer limit;
    private final Map<Integer, PosixTimer> timers = new HashMap<>();
    private int nextId;

    ProcessTimers(Alarms alarms, ProcessorTimes times, Process process) {
        this.alarms = alarms;
        this.process = process;
        ProcessorClock used = new ProcessorClock(times, process, null);
        this.real = new IntervalTimer(alarms, TimeSource.REAL, () -> send(Signal.SIGALRM));
        this.virtual = new IntervalTimer(alarms, used, () -> send(Signal.SIGVTALRM));
        this.profiling = new IntervalTimer(alarms, used, () -> send(Signal.SIGPROF));
        this.limit = new IntervalTimer(alarms, used, this::limitReached);
    }

    private boolean send(int signal) {
        process.signals().send(SignalInfo.fromKernel(signal));
        return true;
    }

    /**
     * A timer of setitimer(2).
     *
     * @throws ErrnoException {@code EINVAL}
     */
    IntervalTimer interval(int which) {
        return switch (which) {
            case Time.ITIMER_REAL -> real;
            case Time.ITIMER_VIRTUAL -> virtual;
            case Time.ITIMER_PROF -> profiling;
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    /** Goes by {@code RLIMIT_CPU} as it is now. */
    void watchLimit() {
        ResourceLimits limits = process.limits();
        long seconds = limits.bound(Resource.RLIMIT_CPU);
        boolean limited = seconds < Long.MAX_VALUE / Clocks.SECOND;
        // A limit of 0 seconds counts as 1, as in Linux.
        limit.set(limited, limited ? Math.max(1, seconds) * Clocks.SECOND : 0, Clocks.SECOND);
    }

    /** SIGXCPU each second from the soft limit on, SIGKILL at the hard one. */
    private boolean limitReached() {
        long used = limit.time().now() / Clocks.SECOND;
        long hard = process.limits().hard(Resource.RLIMIT_CPU);
        return send(hard >= 0 && used >= Math.max(1, hard) ? Signal.SIGKILL : Signal.SIGXCPU);
    }

    /** Makes a timer and answers its identifier. */
    synchronized int create(PosixTimer.Notification notification, TimeSource time, int clock) {
        int id = nextId++;
        timers.put(id, new PosixTimer(alarms, time, notification, clock, id));
        return id;
    }

    /** The timer with an identifier; throws {@code EINVAL}. */
    synchronized PosixTimer timer(int id) {
        PosixTimer timer = timers.get(id);
        if (timer == null) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return timer;
    }

    /** Removes a timer. */
    void delete(int id) {
        PosixTimer timer = timer(id);
        synchronized (this) {
            timers.remove(id);
        }
        timer.cancel();
    }

    /** Ends those of timer_create(2), as {@code execve} does. */
    synchronized void deleteAll() {
        timers.values().forEach(PosixTimer::cancel);
        timers.clear();
    }

    /** Ends them all with the process. */
    void close() {
        real.cancel();
        virtual.cancel();
        profiling.cancel();
        limit.cancel();
        deleteAll();
    }
}
