package io.tombolo.core;

import io.tombolo.core.spi.FileIdentity;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A guest process: a thread group with what its tasks share. Thread-safe. */
public final class Process {
    /** No exit of the whole process is under way. */
    private static final int RUNNING = -1;

    private final Kernel kernel;
    private final int pid;
    private final long startTimeNanos = System.nanoTime();
    private final List<Task> tasks = new CopyOnWriteArrayList<>();
    private final ProcessSignals signals = new ProcessSignals(this);
    private final ResourceUsage usage = new ResourceUsage();
    private final Family family;
    private final ResourceLimits limits;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private int exitStatus = RUNNING;
    /** Tasks that have not begun to end. */
    private int unended;

    private @Nullable Task survivor;
    private volatile boolean subreaper;
    private volatile @Nullable Task tracedLeader;
    private volatile boolean dumpable = true;
    private volatile int personality;
    private volatile int user;
    private volatile int nice;
    private volatile @Nullable FileIdentity program;
    private volatile List<String> arguments = List.of();

    /** Made by the process manager, in a group that it joins when the process table shows it. */
    public Process(Kernel kernel, int pid, ResourceLimits limits, ProcessGroup group) {
        this.kernel = kernel;
        this.pid = pid;
        this.limits = limits;
        this.family = new Family(this, group);
    }

    /** The kernel. */
    public Kernel kernel() {
        return kernel;
    }

    /** The process identifier (thread group identifier). */
    public int pid() {
        return pid;
    }

    /** When it was made, by {@link System#nanoTime}. */
    public long startTimeNanos() {
        return startTimeNanos;
    }

    /** Its live tasks, the leader first while that lives. */
    public List<Task> tasks() {
        return tasks;
    }

    /** Its signals. */
    public ProcessSignals signals() {
        return signals;
    }

    /** Its relatives; see there for the lock. */
    public Family family() {
        return family;
    }

    /** Its session. */
    public Session session() {
        return family.group().session();
    }

    /** Its resource limits. */
    public ResourceLimits limits() {
        return limits;
    }

    /** What it and its children have used. */
    public ResourceUsage usage() {
        return usage;
    }

    /** The program that it runs, for {@code /proc/PID/exe}; null before the first {@code execve}. */
    public @Nullable FileIdentity program() {
        return program;
    }

    /** Set by {@code execve}. */
    public void setProgram(FileIdentity to, List<String> argumentsNow) {
        program = to;
        arguments = List.copyOf(argumentsNow);
    }

    /** The arguments that the program was started with. */
    public List<String> arguments() {
        return arguments;
    }

    /** The nice value, -20 to 19; see setpriority(2). */
    public int nice() {
        return nice;
    }

    /** Sets it. */
    public void setNice(int to) {
        nice = to;
    }

    /** Takes program and nice value over from the process that this one was forked from. */
    public void inherit(Process parent) {
        nice = parent.nice;
        dumpable = parent.dumpable;
        personality = parent.personality;
        program = parent.program;
        arguments = parent.arguments;
    }

    /** The real user of the task that joined last, for the signals that tell of this process. */
    public int user() {
        return user;
    }

    /** Whether orphans among its descendants become its children ({@code PR_SET_CHILD_SUBREAPER}). */
    public boolean subreaper() {
        return subreaper;
    }

    /** Sets it. */
    public void setSubreaper(boolean to) {
        subreaper = to;
    }

    /** The first task, if it has ended and was traced: its tracer learns of the end of the process. */
    public @Nullable Task tracedLeader() {
        return tracedLeader;
    }

    /** Set when that task ends. */
    public void setTracedLeader(Task task) {
        tracedLeader = task;
    }

    /** Whether others of the same user may look at its memory ({@code PR_SET_DUMPABLE}). */
    public boolean dumpable() {
        return dumpable;
    }

    /** Sets it. */
    public void setDumpable(boolean to) {
        dumpable = to;
    }

    /** The flags of personality(2). */
    public int personality() {
        return personality;
    }

    /** Sets them. */
    public void setPersonality(int to) {
        personality = to;
    }

    /**
     * Ends all tasks, as exit_group(2) and fatal signals do. The first call decides about the status.
     *
     * @param status in the form of wait(2)
     */
    public synchronized void exit(int status) {
        if (exitStatus == RUNNING) {
            exitStatus = status;
        }
        survivor = null;
        tasks.forEach(Task::exit);
    }

    /** Whether its end is decided: {@link #exit} was called, or all tasks are {@link #ending}. */
    public synchronized boolean exiting() {
        return exitStatus != RUNNING;
    }

    /**
     * Ends all tasks but one, as {@code execve} does; that one then waits until it is alone.
     *
     * @return false if the process is ending, or another task has done the same: the caller ends, too
     */
    public synchronized boolean keepOnly(Task task) {
        if (exitStatus != RUNNING || survivor != null) {
            return false;
        }
        survivor = task;
        tasks.stream().filter(other -> other != task).forEach(Task::exit);
        return true;
    }

    /** Ends {@link #keepOnly}. */
    public synchronized void keepAll() {
        survivor = null;
    }

    /**
     * Adds a task.
     *
     * @return false if the process is ending, or one task is about to be alone
     */
    public synchronized boolean add(Task task) {
        if (exitStatus != RUNNING || survivor != null) {
            return false;
        }
        user = task.credentials().realUser();
        tasks.add(task);
        unended++;
        signals.stop().joined(task);
        return true;
    }

    /**
     * A task begins to end, before anybody can learn of it: if it is the last one to do so, its status is the process's ({@code
     * synchronize_group_exit}).
     *
     * @param status the task's own, in the form of wait(2)
     */
    public synchronized void ending(int status) {
        if (--unended == 0 && exitStatus == RUNNING) {
            exitStatus = status;
        }
    }

    /**
     * Removes an ended task.
     *
     * @return whether it was the last one
     */
    public boolean remove(Task task) {
        signals.stop().leaving(task);
        synchronized (this) {
            tasks.remove(task);
            if (survivor != null) {
                survivor.wake();
            }
            if (!tasks.isEmpty()) {
                signals.leaving(task);
                return false;
            }
            return true;
        }
    }

    /** How the process ends or has ended, in the form of wait(2); meaningful once it is {@link #exiting}. */
    public synchronized int exitStatus() {
        return exitStatus;
    }

    /** Completes with the status when the process has ended and given everything back; needs no parent that waits. */
    public CompletableFuture<Integer> ended() {
        return ended;
    }

    @Override
    public String toString() {
        return "process " + pid;
    }
}
