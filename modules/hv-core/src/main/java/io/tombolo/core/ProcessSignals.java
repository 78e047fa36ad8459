package io.tombolo.core;

/** The signal state that the tasks of a process share: actions and process-directed pending signals. */
public final class ProcessSignals {
    private final Process process;

    ProcessSignals(Process process) {
        this.process = process;
    }

    /** Sends a signal to the process, as kill(2). Any thread may call it. */
    public void send(SignalInfo info) {
        throw new UnsupportedOperationException("signal " + info.signal() + " to " + process);
    }

    void sendTo(Task task, SignalInfo info) {
        throw new UnsupportedOperationException("signal " + info.signal() + " to " + task);
    }
}
