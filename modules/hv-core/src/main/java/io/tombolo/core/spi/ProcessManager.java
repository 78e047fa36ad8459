package io.tombolo.core.spi;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import java.util.List;

/** The service of role {@code proc}: starts programs and looks after what a task meets between two stretches of guest code. */
public interface ProcessManager {
    /**
     * Starts the first process.
     *
     * @param path the program, as execve(2) takes it
     * @param arguments one character a byte, {@code argv[0]} included
     * @param environment {@code NAME=value}
     * @throws ProgramStartException in one sentence why the program cannot run
     */
    Process start(String path, List<String> arguments, List<String> environment);

    /** Called once on the task's thread before it runs guest code. */
    default void taskStarted(Task task) {}

    /** A task's exit that is neither a system call nor a resolved fault: turns it into the signal that Linux sends. */
    void handleException(Task task, Exit exit, FaultResult fault);

    /**
     * Called on the task's thread before it returns to guest code while {@link Task#hasPendingWork} says so, and after each
     * system call that answered a restart code: delivers signals, stops, dies, restarts the system call.
     */
    void beforeResume(Task task);

    /** Called once on the task's thread when it has left its loop. */
    void taskEnded(Task task);
}
