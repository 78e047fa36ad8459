package io.tombolo.proc.internal.lifecycle;

import io.tombolo.core.Task;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;

/** The system calls that end a task or a process. */
public final class ExitCalls {
    @Inject
    ExitCalls() {}

    /** exit(2): ends the calling task. */
    @Syscall("exit")
    public void exit(Task task, int status) {
        task.exit((status & 0xFF) << 8);
    }

    /** exit_group(2): ends all tasks of the process. */
    @Syscall("exit_group")
    public void exitGroup(Task task, int status) {
        task.process().exit((status & 0xFF) << 8);
    }
}
