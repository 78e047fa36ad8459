package io.tombolo.proc.internal.time;

import io.tombolo.core.Process;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Signal;
import org.jspecify.annotations.Nullable;

/** A timer of timer_create(2). Its signal is pending at most once; it goes on when the signal is taken. Thread-safe. */
final class PosixTimer implements SignalInfo.Source {
    private final Notification notification;
    private final int clock;
    private final int id;
    private final IntervalTimer timer;
    private volatile int overrun;

    /**
     * Whom an expiry tells.
     *
     * @param process whose signal it is
     * @param task the task that gets it; null for any
     * @param signal its number; 0 for none
     * @param value {@code sigev_value}; null for the timer's identifier
     */
    record Notification(
            Process process,
            @Nullable Task task,
            int signal,
            @Nullable Long value) {}

    PosixTimer(Alarms alarms, TimeSource time, Notification notification, int clock, int id) {
        this.notification = notification;
        this.clock = clock;
        this.id = id;
        this.timer = new IntervalTimer(alarms, time, this::expired);
    }

    private boolean expired() {
        if (notification.signal == 0) {
            return true;
        }
        long value = notification.value == null ? id : notification.value;
        SignalInfo info = new SignalInfo(notification.signal, Signal.SI_TIMER, 0, id, 0, value, 0, this);
        boolean sent = notification.task == null
                ? notification.process.signals().send(info)
                : notification.task.signals().send(info);
        return !sent;
    }

    @Override
    public SignalInfo taken(SignalInfo info) {
        overrun = (int) Math.min(Integer.MAX_VALUE, timer.goOn());
        return new SignalInfo(info.signal(), info.code(), 0, id, 0, info.value(), overrun);
    }

    /** The clock that its absolute times refer to. */
    int clock() {
        return clock;
    }

    /** How many expiries the signal that was taken last stood for beside its own. */
    int overrun() {
        return overrun;
    }

    /** The timer proper. */
    IntervalTimer timer() {
        return timer;
    }

    void cancel() {
        timer.cancel();
    }
}
