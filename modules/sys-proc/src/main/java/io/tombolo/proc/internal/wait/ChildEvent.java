package io.tombolo.proc.internal.wait;

import io.tombolo.core.Process;
import io.tombolo.core.ResourceUsage;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Signal;
import io.tombolo.proc.internal.lifecycle.ChildStatus;
import io.tombolo.proc.internal.trace.Tracee;
import org.jspecify.annotations.Nullable;

/**
 * What became of a child.
 *
 * @param child the child
 * @param pid its number, or that of the task that is traced
 * @param code {@code CLD_*}
 * @param status the exit code or the signal
 * @param waitStatus both in the form of wait(2)
 * @param usage what it has used
 * @param tracee the traced task that it is about; null for a child
 */
record ChildEvent(
        Process child,
        int pid,
        int code,
        int status,
        int waitStatus,
        ResourceUsage.Times usage,
        @Nullable Tracee tracee) {
    private static final int CONTINUED = 0xFFFF;
    private static final int STOPPED = 0x7F;

    static ChildEvent ended(Process child) {
        ChildStatus status = ChildStatus.of(child);
        return of(child, status.code(), status.status(), child.family().exitStatus());
    }

    static ChildEvent stopped(Process child) {
        int signal = child.family().stopReport();
        return of(child, Signal.CLD_STOPPED, signal, signal << 8 | STOPPED);
    }

    static ChildEvent continued(Process child) {
        return of(child, Signal.CLD_CONTINUED, Signal.SIGCONT, CONTINUED);
    }

    /** A stop or the end of a traced task. */
    static ChildEvent of(Tracee tracee, Task task) {
        int status = tracee.report();
        ChildStatus ended = ChildStatus.ofStatus(status);
        int code = tracee.ended() ? ended.code() : Signal.CLD_TRAPPED;
        int told = tracee.ended() ? ended.status() : status >> 8;
        return new ChildEvent(task.process(), task.tid(), code, told, status, usageOf(task.process()), tracee);
    }

    private static ChildEvent of(Process child, int code, int status, int waitStatus) {
        return new ChildEvent(child, child.pid(), code, status, waitStatus, usageOf(child), null);
    }

    private static ResourceUsage.Times usageOf(Process child) {
        return child.usage().endedTasks().plus(child.usage().children());
    }

    /** Marks the event as told; the caller holds the process table's monitor. */
    void consume(Process parent) {
        if (tracee != null) {
            tracee.reported();
            return;
        }
        switch (code) {
            case Signal.CLD_STOPPED -> child.family().clearStopReport();
            case Signal.CLD_CONTINUED -> child.family().clearContinueReport();
            default -> {
                parent.usage().addChild(usage);
                child.kernel().processes().remove(child);
            }
        }
    }
}
