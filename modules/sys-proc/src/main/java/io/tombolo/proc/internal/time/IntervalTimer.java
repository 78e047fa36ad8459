package io.tombolo.proc.internal.time;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A timer that expires once or at intervals of some time. Thread-safe. */
final class IntervalTimer {
    private final Alarms alarms;
    private final TimeSource time;
    private final Expiry expiry;
    private @Nullable Future<?> next;
    /** Armed, but it waits for {@link #goOn} before it expires again. */
    private boolean waiting;

    private long deadline;
    private long interval;
    /** Changes with each setting, so that an expiry that was on its way does nothing. */
    private int generation;

    /** What happens when it expires; not called under the timer's monitor. */
    @FunctionalInterface
    interface Expiry {
        /**
         * It has expired.
         *
         * @return whether it goes on at once; else whoever takes the signal calls {@link #goOn}
         */
        boolean expired();
    }

    /** Makes an unarmed one. */
    IntervalTimer(Alarms alarms, TimeSource time, Expiry expiry) {
        this.alarms = alarms;
        this.time = time;
        this.expiry = expiry;
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
        if (next == null && !waiting) {
            return new Setting(0, interval);
        }
        long left = deadline - time.now();
        if (left <= 0 && interval > 0) {
            left = interval - -left % interval;
        }
        return new Setting(Math.max(1, left), interval);
    }

    /** What its times are measured by. */
    TimeSource time() {
        return time;
    }

    /**
     * Arms it anew, and answers the former setting.
     *
     * @param newDeadline by its own time; ignored unless {@code armed}
     */
    synchronized Setting set(boolean armed, long newDeadline, long newInterval) {
        Setting former = setting();
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        generation++;
        waiting = false;
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
        long left = deadline - time.now();
        next = alarms.at(Clocks.after(left <= 0 ? 0 : time.soonest(left)), () -> expire(mine));
    }

    private void expire(int mine) {
        synchronized (this) {
            if (mine != generation) {
                return;
            }
            if (time.now() < deadline) {
                schedule();
                return;
            }
            next = null;
            waiting = interval > 0;
        }
        if (expiry.expired()) {
            goOn();
        }
    }

    /**
     * Arms it for the next interval that has not passed.
     *
     * @return how many intervals were missed
     */
    synchronized long goOn() {
        if (!waiting) {
            return 0;
        }
        waiting = false;
        long missed = Math.max(0, (time.now() - deadline) / interval);
        deadline += (missed + 1) * interval;
        schedule();
        return missed;
    }
}
