package io.tombolo.proc.internal.time;

import io.tombolo.core.Process;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ErrnoException;
import java.util.HashMap;
import java.util.Map;

/** The timers of one process: the real-time interval timer, and those of timer_create(2). Thread-safe. */
final class ProcessTimers {
    private final Alarms alarms;
    private final IntervalTimer real;
    private final Map<Integer, PosixTimer> timers = new HashMap<>();
    private int nextId;

    ProcessTimers(Alarms alarms, Process process) {
        this.alarms = alarms;
        this.real = new IntervalTimer(alarms, missed -> process.signals().send(SignalInfo.fromKernel(Signal.SIGALRM)));
    }

    /** The timer of {@code ITIMER_REAL}. */
    IntervalTimer real() {
        return real;
    }

    /** Makes a timer and answers its identifier. */
    synchronized int create(PosixTimer.Notification notification, int clock) {
        int id = nextId++;
        timers.put(id, new PosixTimer(alarms, notification, clock, id));
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

    /** Ends them all with the process. */
    synchronized void close() {
        real.cancel();
        timers.values().forEach(PosixTimer::cancel);
        timers.clear();
    }
}
