package io.tombolo.proc.internal.time;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import org.jspecify.annotations.Nullable;

/**
 * The processor time of a process or of one of its tasks. It cannot pass faster than all tasks run at once, so a timer looks again when that could
 * have happened, but not more often than Linux does, which looks at every tick.
 */
record ProcessorClock(
        ProcessorTimes times, Process process, @Nullable Task task) implements TimeSource {
    /** A tick of a kernel with {@code CONFIG_HZ=250}. */
    private static final long TICK = 4_000_000;

    @Override
    public long now() {
        return task == null ? times.of(process).total() : times.of(task).total();
    }

    @Override
    public long soonest(long remaining) {
        int processors = Runtime.getRuntime().availableProcessors();
        int atOnce = task == null ? Math.clamp(process.tasks().size(), 1, processors) : 1;
        return Math.max(TICK, remaining / atOnce);
    }
}
