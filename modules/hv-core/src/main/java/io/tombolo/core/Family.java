package io.tombolo.core;

import io.tombolo.core.abi.Signal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A process's place among the others: parent, children, process group, and what its parent has yet to learn by wait(2). All
 * of it is guarded by the monitor of {@link ProcessTable}, except for {@link #parentPid} and the waiters.
 */
public final class Family {
    /** The kernel's own reaper of orphans, which no guest can see. */
    public static final int REAPER = 1;

    private final Process process;
    private final Set<Process> children = new LinkedHashSet<>();
    private final Set<Task> waiters = ConcurrentHashMap.newKeySet();
    private final Set<Task> tracees = new LinkedHashSet<>();
    private @Nullable Process parent;
    private volatile int parentPid;
    private volatile ProcessGroup group;
    private int exitSignal = Signal.SIGCHLD;
    private boolean executed;
    private boolean zombie;
    private int exitStatus;
    private int stopReport;
    private boolean continueReport;

    Family(Process process, ProcessGroup group) {
        this.process = process;
        this.group = group;
    }

    /** The parent; null for the first process and for orphans. */
    public @Nullable Process parent() {
        return parent;
    }

    /** What getppid(2) answers: 0 for the first process, {@link #REAPER} for orphans. */
    public int parentPid() {
        return parentPid;
    }

    /** Gives the process a parent; null for the kernel's reaper. */
    public void setParent(@Nullable Process to) {
        if (parent != null) {
            parent.family().children.remove(process);
        }
        parent = to;
        parentPid = to == null ? REAPER : to.pid();
        if (to != null) {
            to.family().children.add(process);
        }
    }

    /** The children, zombies included, the oldest first. */
    public Set<Process> children() {
        return children;
    }

    /** The tasks that the process traces by ptrace(2), ended ones included that it has not been told of. */
    public Set<Task> tracees() {
        return tracees;
    }

    /** The process group. */
    public ProcessGroup group() {
        return group;
    }

    /** Moves the process to another group of the same table. */
    public void setGroup(ProcessGroup to) {
        group.leave(process);
        group = to;
        to.join(process);
    }

    /** What the parent gets when the process ends; 0 for nothing, and anything but SIGCHLD makes it a clone child. */
    public int exitSignal() {
        return exitSignal;
    }

    /** Sets it; see clone(2). */
    public void setExitSignal(int signal) {
        exitSignal = signal;
    }

    /** Whether the process has called {@code execve} since it was made: its parent cannot move it to a group any more. */
    public boolean executed() {
        return executed;
    }

    /** Marks it. */
    public void setExecuted() {
        executed = true;
    }

    /** Whether it has ended and nobody has waited for it. */
    public boolean zombie() {
        return zombie;
    }

    /** How it ended, in the form of wait(2). */
    public int exitStatus() {
        return exitStatus;
    }

    /** Makes it a zombie. */
    public void setZombie(int status) {
        zombie = true;
        exitStatus = status;
    }

    /** The signal of a stop that the parent has not been told of; 0 for none. */
    public int stopReport() {
        return stopReport;
    }

    /** The parent has been told. */
    public void clearStopReport() {
        stopReport = 0;
    }

    /** Whether the parent has yet to be told that the process was continued. */
    public boolean continueReport() {
        return continueReport;
    }

    /** The parent has been told. */
    public void clearContinueReport() {
        continueReport = false;
    }

    void reportStop(int signal) {
        stopReport = signal;
        continueReport = false;
        tellParent(Signal.CLD_STOPPED, signal);
    }

    void reportContinue(int signal) {
        stopReport = 0;
        continueReport = true;
        tellParent(Signal.CLD_CONTINUED, signal);
    }

    private void tellParent(int code, int status) {
        if (parent == null) {
            return;
        }
        SignalAction action = parent.signals().actions().get(Signal.SIGCHLD);
        if (!action.ignores() && !action.has(Signal.SA_NOCLDSTOP)) {
            parent.signals().send(SignalInfo.ofChild(process, code, status));
        }
        parent.family().wakeWaiters();
    }

    /** Tasks of this process that wait for children; they test again whenever {@link #wakeWaiters} is called. */
    public Set<Task> waiters() {
        return waiters;
    }

    /** Makes the tasks that wait for children look again. */
    public void wakeWaiters() {
        waiters.forEach(Task::wake);
    }

    /** Makes the first process: it has a parent outside. */
    void setParentPid(int pid) {
        parentPid = pid;
    }
}
