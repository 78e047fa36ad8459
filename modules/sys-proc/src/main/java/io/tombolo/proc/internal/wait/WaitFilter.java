package io.tombolo.proc.internal.wait;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.Wait;
import org.jspecify.annotations.Nullable;

/**
 * Which children a wait is about.
 *
 * @param kind {@code P_ALL}, {@code P_PID} or {@code P_PGID}
 * @param id the pid or process group
 * @param options {@code W*}
 */
record WaitFilter(int kind, int id, int options) {
    /** The filter of wait4(2). */
    static WaitFilter ofPid(Process caller, int pid, int options) {
        if (pid > 0) {
            return new WaitFilter(Wait.P_PID, pid, options);
        }
        if (pid == -1) {
            return new WaitFilter(Wait.P_ALL, 0, options);
        }
        int group = pid == 0 ? caller.family().group().id() : -pid;
        return new WaitFilter(Wait.P_PGID, group, options);
    }

    /** Whether an option is given. */
    boolean has(int option) {
        return (options & option) != 0;
    }

    /** Whether a child is one to wait for. The caller holds the process table's monitor. */
    boolean covers(Process child) {
        boolean named = switch (kind) {
            case Wait.P_PID -> child.pid() == id;
            case Wait.P_PGID -> child.family().group().id() == id;
            default -> true;
        };
        boolean clone = child.family().exitSignal() != Signal.SIGCHLD;
        return named && (has(Wait.__WALL) || clone == has(Wait.__WCLONE));
    }

    /** Whether a traced task is one to wait for: tracers need no option for tasks that are no children. */
    boolean coversTraced(Task traced) {
        return switch (kind) {
            case Wait.P_PID -> traced.tid() == id;
            case Wait.P_PGID -> traced.process().family().group().id() == id;
            default -> true;
        };
    }

    /** What there is to tell of a child; null if nothing. The caller holds the process table's monitor. */
    @Nullable
    ChildEvent eventOf(Process child) {
        if (child.family().zombie()) {
            return has(Wait.WEXITED) ? ChildEvent.ended(child) : null;
        }
        boolean traced = child.tasks().stream().anyMatch(task -> task.trace() != null);
        if (child.family().stopReport() != 0 && !traced && has(Wait.WSTOPPED)) {
            return ChildEvent.stopped(child);
        }
        if (child.family().continueReport() && has(Wait.WCONTINUED)) {
            return ChildEvent.continued(child);
        }
        return null;
    }
}
