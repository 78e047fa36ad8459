package io.tombolo.core;

import io.tombolo.core.spi.FileIdentity;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A guest process: a thread group with what its tasks share. Family, session and wait state are guarded by the {@link
 * ProcessTable}'s lock.
 */
public final class Process {
    private final Kernel kernel;
    private final int pid;
    private final long startTimeNanos = System.nanoTime();
    private final List<Task> tasks = new CopyOnWriteArrayList<>();
    private final ProcessSignals signals = new ProcessSignals(this);
    private final ResourceLimits limits;
    private volatile @Nullable FileIdentity program;
    private volatile List<String> arguments = List.of();

    /** Made by the process manager. */
    public Process(Kernel kernel, int pid, ResourceLimits limits) {
        this.kernel = kernel;
        this.pid = pid;
        this.limits = limits;
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

    /** Its live tasks. */
    public List<Task> tasks() {
        return tasks;
    }

    /** Its signals. */
    public ProcessSignals signals() {
        return signals;
    }

    /** Its resource limits. */
    public ResourceLimits limits() {
        return limits;
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

    @Override
    public String toString() {
        return "process " + pid;
    }
}
