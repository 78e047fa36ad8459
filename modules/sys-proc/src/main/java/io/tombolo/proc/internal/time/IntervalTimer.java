package io.tombolo.proc.internal.time;

import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A timer that expires once or at intervals. Thread-safe. */
final class IntervalTimer {
    private final Alarms alarms;
    private final LongConsumer action;
    private @Nullable Future<?> next;
    private long deadline;
    private long interval;
    /** Changes with each setting, so that an expiry that was on its way does nothing. */
    private int generation;

    /**
     * Makes an unarmed one.
     *
     * @param action called at each expiry with the number of intervals that were missed; not under this timer's monitor
     */
    IntervalTimer(Alarms alarms, LongConsumer action) {
        this.alarms = alarms;
        this.action = action;
    }

    /**
     * What is left and the interval.
     *
     * @param value nanoseconds until the next expiry; 0 if it is not armed
     * @param interval nanoseconds between expiries; 0 for once
     */
    record Setting(long value, long interval) {}

    /** The setting now. */
    synchronized Setting setting() {
        return next == null
                ? new Setting(0, interval)
                : new Setting(Math.max(1, deadline - System.nanoTime()), interval);
    }

    /**
     * Arms it anew, and answers the former setting.
     *
     * @param newDeadline by {@link System#nanoTime}; ignored unless {@code armed}
     */
    synchronized Setting set(boolean armed, long newDeadline, long newInterval) {
        Setting former = setting();
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        generation++;
        deadline = newDeadline;
        interval = newInterval;
        if (armed) {
            schedule();
        }
        return former;
    }

    /** Disarms it. */
    void cancel() {
        set(false, 0, 0);
    }

    private void schedule() {
        int mine = generation;
        next = alarms.at(deadline, () -> expire(mine));
    }

    private void expire(int mine) {
        long missed = 0;
        synchronized (this) {
            if (mine != generation) {
                return;
            }
            next = null;
            if (interval > 0) {
                missed = Math.max(0, (System.nanoTime() - deadline) / interval);
                deadline += (missed + 1) * interval;
                schedule();
            }
        }
        action.accept(missed);
    }
}
