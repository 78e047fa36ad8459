package io.tombolo.proc.internal.time;

import io.tombolo.core.Process;
import io.tombolo.core.ResourceUsage;
import io.tombolo.core.Task;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostClocks;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Processor time of guest tasks: that of the host threads that run them. A thread's user and system shares are not told apart by its
 * clock, so all of it counts as user time.
 */
@Singleton
public final class ProcessorTimes {
    private final Host host;

    @Inject
    ProcessorTimes(Host host) {
        this.host = host;
    }

    /**
     * Processor time in nanoseconds.
     *
     * @param user in guest code and in the modules that serve it
     * @param system in the host's kernel, as far as it is known
     */
    public record Spent(long user, long system) {
        /** Both. */
        public long total() {
            return user + system;
        }
    }

    /** What a task has used. */
    public Spent of(Task task) {
        long used = Thread.currentThread().equals(task.thread())
                ? host.clocks().time(HostClocks.CLOCK_THREAD_CPUTIME_ID)
                : host.clocks().threadTime(task.hostThread());
        return new Spent(Math.max(0, used - task.hostThreadTime()), 0);
    }

    /** What a process has used: its ended tasks, and the live ones. */
    public Spent of(Process process) {
        ResourceUsage.Times ended = process.usage().endedTasks();
        long user = ended.userNanos();
        for (Task task : process.tasks()) {
            user += task.hostThread() == 0 ? 0 : of(task).user();
        }
        return new Spent(user, ended.systemNanos());
    }
}
