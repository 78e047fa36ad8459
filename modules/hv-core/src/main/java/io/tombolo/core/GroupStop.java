package io.tombolo.core;

import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.TraceState;

/**
 * The job-control stop of a process: every task stops on its way back to guest code, the last one reports to the parent,
 * SIGCONT ends it. State is guarded by the monitor of {@link ProcessSignals}, reports by that of {@link ProcessTable}.
 */
public final class GroupStop {
    private final Process process;
    private final ProcessSignals signals;
    private volatile int signal;
    private volatile boolean complete;
    private int toStop;
    private long generation;

    GroupStop(Process process, ProcessSignals signals) {
        this.process = process;
        this.signals = signals;
    }

    /** Whether all tasks have stopped: state T in {@code /proc/PID/stat}. */
    public boolean complete() {
        return complete;
    }

    /** How often the process was continued: to be read before a stop signal is taken, and given to {@link #begin}. */
    public long generation() {
        synchronized (signals) {
            return generation;
        }
    }

    /**
     * Begins to stop all tasks.
     *
     * @param with the signal that does it
     * @param since the generation before it was taken: a SIGCONT in between has cancelled the stop
     */
    public void begin(int with, long since) {
        synchronized (signals) {
            if (generation != since || signal != 0) {
                return;
            }
            signal = with;
            for (Task task : process.tasks()) {
                require(task);
            }
        }
    }

    private void require(Task task) {
        task.signals().mustStop = true;
        toStop++;
        task.interrupt();
    }

    /** A new task of a process that is stopping stops too. */
    void joined(Task task) {
        synchronized (signals) {
            if (signal != 0) {
                require(task);
            }
        }
    }

    /** Stops the calling task while a stop is in force, or while its tracer wants it; a fatal signal ends the wait. */
    public void takePart(Task task) {
        while (signal != 0 && !task.exiting()) {
            int with = signal;
            TraceState trace = task.trace();
            boolean due = taskStopped(task);
            if (trace == null) {
                task.awaitKillable(() -> signal == 0 || task.trace() != null);
            } else if (due && with != 0) {
                trace.groupStop(task, with);
            } else {
                return;
            }
        }
    }

    /** Makes a task that a tracer has just taken stop for it, if the process is stopped. */
    public void attached(Task task) {
        synchronized (signals) {
            if (signal != 0 && !task.signals().mustStop) {
                require(task);
            }
        }
    }

    /** An ending task does not hold the stop up. */
    void leaving(Task task) {
        if (signal != 0) {
            taskStopped(task);
        }
    }

    /** Whether the task was to stop and had not. */
    private boolean taskStopped(Task task) {
        synchronized (process.kernel().processes()) {
            boolean last = false;
            boolean due;
            int with;
            synchronized (signals) {
                with = signal;
                due = task.signals().mustStop;
                if (due) {
                    task.signals().mustStop = false;
                    last = --toStop == 0 && with != 0 && !complete;
                }
                complete |= last;
            }
            if (last) {
                process.family().reportStop(with);
            }
            return due;
        }
    }

    /** Continues the process, and forgets stop signals that are pending. */
    void resume() {
        synchronized (process.kernel().processes()) {
            boolean wasComplete;
            synchronized (signals) {
                signals.discardLocked(SignalSet.STOPPING);
                generation++;
                wasComplete = complete;
                signal = 0;
                complete = false;
                toStop = 0;
                for (Task task : process.tasks()) {
                    task.signals().mustStop = false;
                    task.wake();
                }
            }
            for (Task task : process.tasks()) {
                TraceState trace = task.trace();
                if (trace != null) {
                    trace.continued();
                }
            }
            if (wasComplete) {
                process.family().reportContinue(Signal.SIGCONT);
            }
        }
    }
}
