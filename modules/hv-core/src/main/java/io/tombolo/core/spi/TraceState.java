package io.tombolo.core.spi;

import io.tombolo.core.Task;

/** What the kernel must know of a task that another process traces by ptrace(2). Thread-safe. */
public interface TraceState {
    /** The tracing process's number; 0 once it traces no more. */
    int tracerPid();

    /** Whether the task is stopped for its tracer: state t in {@code /proc/PID/stat}. */
    boolean stopped();

    /** The task's process stops by job control: the task stops for its tracer, on its own thread, until that lets it go. */
    void groupStop(Task task, int signal);

    /** The task's process goes on: a task that its tracer keeps listening for that tells it. */
    void continued();
}
