package io.tombolo.core;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The processes and tasks of a kernel by number. Thread-safe. */
public final class ProcessTable {
    private static final int FIRST_REUSED = 300;
    /** Linux's default {@code pid_max} on 64-bit machines. */
    private static final int MAXIMUM = 4 << 20;

    private final ConcurrentMap<Integer, Task> tasks = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Process> processes = new ConcurrentHashMap<>();
    private int last;

    ProcessTable() {}

    /** Reserves a number that no task, process, group or session has: the next one in turn. */
    public synchronized int reserve() {
        do {
            last = last + 1 >= MAXIMUM ? FIRST_REUSED : last + 1;
        } while (tasks.containsKey(last) || processes.containsKey(last));
        return last;
    }

    /** Makes a process visible. */
    public void add(Process process) {
        processes.put(process.pid(), process);
    }

    /** Makes a task visible. */
    public void add(Task task) {
        tasks.put(task.tid(), task);
    }

    /** Removes an ended task. */
    public void remove(Task task) {
        tasks.remove(task.tid(), task);
    }

    /** Removes a process that was waited for. */
    public void remove(Process process) {
        processes.remove(process.pid(), process);
    }

    /** The process with a pid; null if there is none. Zombies are included. */
    public @Nullable Process process(int pid) {
        return processes.get(pid);
    }

    /** The task with a tid; null if there is none. */
    public @Nullable Task task(int tid) {
        return tasks.get(tid);
    }

    /** All processes, zombies included, in no order. */
    public Collection<Process> processes() {
        return processes.values();
    }

    /** All live tasks, in no order. */
    public Collection<Task> tasks() {
        return tasks.values();
    }
}
