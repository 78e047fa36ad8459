package io.tombolo.proc.internal.time;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The thread on which the timers of one kernel expire; it is there while one is set. Thread-safe. */
@Singleton
final class Alarms {
    private @Nullable ScheduledThreadPoolExecutor executor;

    @Inject
    Alarms() {}

    /** Runs an action at a time of {@link System#nanoTime}. */
    synchronized Future<?> at(long deadline, Runnable action) {
        if (executor == null) {
            executor = new ScheduledThreadPoolExecutor(1, Alarms::thread);
            executor.setRemoveOnCancelPolicy(true);
            executor.setKeepAliveTime(1, TimeUnit.SECONDS);
            executor.allowCoreThreadTimeOut(true);
        }
        return executor.schedule(action, Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "guest-timers");
        thread.setDaemon(true);
        return thread;
    }
}
