package io.tombolo.proc.internal.lifecycle;

import io.tombolo.core.Family;
import io.tombolo.core.Process;
import io.tombolo.core.ProcessGroup;
import io.tombolo.core.ProcessTable;
import io.tombolo.core.Session;
import io.tombolo.core.SignalAction;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.Terminal;
import io.tombolo.core.abi.Signal;
import io.tombolo.proc.internal.semaphore.SemaphoreSets;
import io.tombolo.proc.internal.trace.Tracing;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The end of a process: its children get a new parent, groups that nobody looks after any more are hung up, its own parent
 * is told. The rules are those of {@code exit_notify} in {@code kernel/exit.c}.
 */
final class ProcessExit {
    private final SemaphoreSets semaphores;

    @Inject
    ProcessExit(SemaphoreSets semaphores) {
        this.semaphores = semaphores;
    }

    /** Ends a process whose last task is gone. */
    void end(Process process) {
        semaphores.processEnds(process);
        hangUpSession(process);
        ProcessTable table = process.kernel().processes();
        Set<ProcessGroup> orphaned = new LinkedHashSet<>();
        int status = process.exitStatus();
        synchronized (table) {
            giveChildrenAway(process, orphaned);
            noteOrphaned(process.family().group(), process, process.family().parent(), orphaned);
            Tracing.ended(process, status);
            process.family().setZombie(status);
            tellParent(process, process.family().parent());
        }
        for (ProcessGroup group : orphaned) {
            group.send(SignalInfo.fromKernel(Signal.SIGHUP));
            group.send(SignalInfo.fromKernel(Signal.SIGCONT));
        }
        process.ended().complete(status);
    }

    private static void hangUpSession(Process process) {
        Session session = process.session();
        Terminal terminal = session.terminal();
        if (session.id() == process.pid() && terminal != null) {
            terminal.sessionEnds();
        }
    }

    private static void giveChildrenAway(Process process, Set<ProcessGroup> orphaned) {
        Process guardian = guardian(process);
        for (Process child : List.copyOf(process.family().children())) {
            child.family().setParent(guardian);
            tellOfParentDeath(child, process);
            noteOrphaned(child.family().group(), null, process, orphaned);
            if (child.family().zombie()) {
                tellParent(child, guardian);
            }
        }
    }

    /** Sends what a child asked for by {@code PR_SET_PDEATHSIG}. */
    private static void tellOfParentDeath(Process child, Process parent) {
        for (Task task : child.tasks()) {
            if (task.parentDeathSignal() != 0) {
                child.signals().send(SignalInfo.fromUser(task.parentDeathSignal(), parent.pid(), parent.user()));
            }
        }
    }

    /** The nearest ancestor that takes orphans; null for the kernel itself. */
    private static @Nullable Process guardian(Process process) {
        Process ancestor = process.family().parent();
        while (ancestor != null && !(ancestor.subreaper() && !ancestor.family().zombie() && !ancestor.exiting())) {
            ancestor = ancestor.family().parent();
        }
        return ancestor;
    }

    /** A stopped group loses with {@code parent} the last one that could continue it. */
    private static void noteOrphaned(
            ProcessGroup group, @Nullable Process leaving, @Nullable Process parent, Set<ProcessGroup> orphaned) {
        if (parent == null
                || parent.family().group() == group
                || parent.family().group().session() != group.session()) {
            return;
        }
        if (group.hasStopped() && group.orphanedWithout(leaving)) {
            orphaned.add(group);
        }
    }

    private static void tellParent(Process child, @Nullable Process parent) {
        ProcessTable table = child.kernel().processes();
        if (parent == null) {
            table.remove(child);
            return;
        }
        Family family = child.family();
        int signal = family.exitSignal();
        SignalAction action = parent.signals().actions().get(Signal.SIGCHLD);
        if (signal == Signal.SIGCHLD && (action.ignores() || action.has(Signal.SA_NOCLDWAIT))) {
            table.remove(child);
            signal = action.ignores() ? 0 : signal;
        }
        if (signal > 0) {
            parent.signals().send(ChildStatus.of(child).signal(child, signal));
        }
        parent.family().wakeWaiters();
    }
}
