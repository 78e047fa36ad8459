package io.tombolo.core.internal.statistics;

import java.util.concurrent.atomic.LongAdder;

/** Counts one system call. Many threads add at once without waiting for one another. */
public final class CallCounter {
    private final LongAdder calls = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder nanoseconds = new LongAdder();

    /** Adds a call that took so long. */
    public void add(long time, boolean failed) {
        calls.increment();
        nanoseconds.add(time);
        if (failed) {
            errors.increment();
        }
    }

    /** {@return what was counted so far} */
    public StatisticsTable.Row row(String name) {
        return new StatisticsTable.Row(name, calls.sum(), errors.sum(), nanoseconds.sum());
    }
}
