package io.tombolo.proc.internal.wait;

import io.tombolo.core.Family;
import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Wait;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.proc.internal.trace.Tracee;
import io.tombolo.proc.internal.trace.Tracing;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One wait of one task for its children, by event. */
final class ChildWait {
    private final Task task;
    private final Process parent;
    private final WaitFilter filter;
    private @Nullable ChildEvent event;
    private boolean childless;

    private ChildWait(Task task, WaitFilter filter) {
        this.task = task;
        this.parent = task.process();
        this.filter = filter;
    }

    /**
     * Waits for an event.
     *
     * @return null with {@code WNOHANG} if there is none yet
     * @throws ErrnoException {@code ECHILD}, or a restart code
     */
    static @Nullable ChildEvent await(Task task, WaitFilter filter) {
        return new ChildWait(task, filter).await();
    }

    private @Nullable ChildEvent await() {
        if (!look() && !filter.has(Wait.WNOHANG)) {
            sleep();
        }
        if (childless) {
            throw ErrnoException.of(Errno.ECHILD);
        }
        return event;
    }

    private void sleep() {
        Set<Task> waiters = parent.family().waiters();
        waiters.add(task);
        try {
            if (!task.await(this::look, Task.FOREVER)) {
                throw ErrnoException.of(RestartCode.ERESTARTSYS);
            }
        } finally {
            waiters.remove(task);
        }
    }

    private boolean lookAtTracees(Family family) {
        for (Task traced : family.tracees()) {
            Tracee tracee = Tracing.of(traced);
            if (tracee == null || !filter.coversTraced(traced)) {
                continue;
            }
            childless = false;
            if (tracee.report() >= 0 && (!tracee.ended() || filter.has(Wait.WEXITED))) {
                event = ChildEvent.of(tracee, traced);
                if (!filter.has(Wait.WNOWAIT)) {
                    event.consume(parent);
                }
                return true;
            }
        }
        return false;
    }

    /** Whether the wait is over: something was found, or there is nothing to wait for. */
    private boolean look() {
        synchronized (task.kernel().processes()) {
            Family family = parent.family();
            childless = true;
            if (lookAtTracees(family)) {
                return true;
            }
            for (Process child : family.children()) {
                if (!filter.covers(child)) {
                    continue;
                }
                childless = false;
                event = filter.eventOf(child);
                if (event != null) {
                    if (!filter.has(Wait.WNOWAIT)) {
                        event.consume(parent);
                    }
                    return true;
                }
            }
            return childless;
        }
    }
}
