package io.tombolo.proc.internal.wait;

import io.tombolo.core.Process;
import io.tombolo.core.ResourceUsage;
import io.tombolo.core.abi.Signal;
import io.tombolo.proc.internal.lifecycle.ChildStatus;

/**
 * What became of a child.
 *
 * @param child the child
 * @param code {@code CLD_*}
 * @param status the exit code or the signal
 * @param waitStatus both in the form of wait(2)
 * @param usage what it has used
 */
record ChildEvent(Process child, int code, int status, int waitStatus, ResourceUsage.Times usage) {
    private static final int CONTINUED = 0xFFFF;
    private static final int STOPPED = 0x7F;

    static ChildEvent ended(Process child) {
        ChildStatus status = ChildStatus.of(child);
        return new ChildEvent(
                child, status.code(), status.status(), child.family().exitStatus(), usageOf(child));
    }

    static ChildEvent stopped(Process child) {
        int signal = child.family().stopReport();
        return new ChildEvent(child, Signal.CLD_STOPPED, signal, signal << 8 | STOPPED, usageOf(child));
    }

    static ChildEvent continued(Process child) {
        return new ChildEvent(child, Signal.CLD_CONTINUED, Signal.SIGCONT, CONTINUED, usageOf(child));
    }

    private static ResourceUsage.Times usageOf(Process child) {
        return child.usage().endedTasks().plus(child.usage().children());
    }

    /** Marks the event as told; the caller holds the process table's monitor. */
    void consume(Process parent) {
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
