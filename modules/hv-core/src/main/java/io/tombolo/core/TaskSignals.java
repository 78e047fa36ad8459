package io.tombolo.core;

/**
 * The signal state of one task: its mask, its pending signals and its alternate stack. The process's shared state is in
 * {@link ProcessSignals}, whose lock guards both.
 */
public final class TaskSignals {
    private final Task task;

    TaskSignals(Task task) {
        this.task = task;
    }

    /** Sends a signal to this task, as tgkill(2). Any thread may call it. */
    public void send(SignalInfo info) {
        task.process().signals().sendTo(task, info);
    }
}
