package io.tombolo.proc.internal.trace;

import static io.tombolo.core.abi.Ptrace.*;

import io.tombolo.core.Process;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.proc.internal.seccomp.TaskGate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where tracing touches the lives of tasks and processes: attaching, new tasks, ends. */
public final class Tracing {
    private Tracing() {}

    /** How a task is traced; null if it is not. */
    public static @Nullable Tracee of(Task task) {
        return task.trace() instanceof Tracee tracee ? tracee : null;
    }

    /** Makes a process the tracer of a task; throws {@code EPERM} if the task has one. */
    static Tracee attach(Task task, Process tracer, boolean seized, int options) {
        synchronized (task.kernel().processes()) {
            if (task.trace() != null) {
                throw ErrnoException.of(Errno.EPERM);
            }
            Tracee tracee = new Tracee(task, tracer, seized, options);
            task.setTrace(tracee);
            TaskGate.of(task).setTracer(tracee);
            tracer.family().tracees().add(task);
            return tracee;
        }
    }

    /**
     * A task makes another one: traces that as well, if the tracer wants it.
     *
     * @param option which of {@code PTRACE_O_TRACEFORK} and its like the new task falls under
     */
    public static void created(Task maker, Task made, int option) {
        Tracee tracee = of(maker);
        if (tracee == null || !tracee.wants(option)) {
            return;
        }
        Tracee own = attach(made, tracee.tracer(), tracee.seized(), tracee.options());
        if (own.seized()) {
            own.requestTrap();
        } else {
            made.signals().send(SignalInfo.fromKernel(Signal.SIGSTOP));
        }
    }

    /** A task is ending, and has everything still. */
    public static void ending(Task task) {
        Tracee tracee = of(task);
        if (tracee != null) {
            Process process = task.process();
            tracee.ending(process.exiting() ? process.exitStatus() : task.exitStatus());
        }
    }

    /** A task has ended, and is no more in its process. The first task's end is told with that of the process. */
    public static void ended(Task task) {
        Tracee tracee = of(task);
        Process process = task.process();
        if (tracee != null && task.tid() != process.pid()) {
            synchronized (process.kernel().processes()) {
                tracee.end(process.exiting() ? process.exitStatus() : task.exitStatus());
            }
        } else if (tracee != null) {
            process.setTracedLeader(task);
        }
    }

    /** A process has ended: tells the tracer, and lets go whom it traced itself. The caller holds the table's monitor. */
    public static void ended(Process process, int status) {
        Task leader = process.tracedLeader();
        Tracee tracee = leader == null ? null : of(leader);
        if (leader != null && tracee != null) {
            Process tracer = tracee.tracer();
            if (tracer.equals(process.family().parent())) {
                tracer.family().tracees().remove(leader);
            } else {
                tracee.end(status);
            }
        }
        for (Task task : List.copyOf(process.family().tracees())) {
            letGo(task);
        }
    }

    private static void letGo(Task task) {
        Tracee tracee = of(task);
        if (tracee != null && !tracee.ended()) {
            boolean kills = tracee.wants(PTRACE_O_EXITKILL);
            tracee.detach(0);
            if (kills) {
                task.process().exit(Signal.SIGKILL);
            }
        }
    }
}
