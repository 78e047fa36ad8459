package io.tombolo.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The processes and tasks of a kernel by number. Look-ups take no lock. Its monitor guards family ties, groups, sessions
 * and what parents wait for; the monitor of a {@link ProcessSignals} may be taken while it is held, never the other way
 * round.
 */
public final class ProcessTable {
    private static final int FIRST_REUSED = 300;
    /** Linux's default {@code pid_max} on 64-bit machines. */
    private static final int MAXIMUM = 4 << 20;

    private final ConcurrentMap<Integer, Task> tasks = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Process> processes = new ConcurrentHashMap<>();
    private final Map<Integer, ProcessGroup> groups = new HashMap<>();
    private final Map<Integer, Session> sessions = new HashMap<>();
    private int last = Family.REAPER;

    ProcessTable() {}

    /** Reserves a number that no task, process, group or session has: the next one in turn. */
    public synchronized int reserve() {
        do {
            last = last + 1 >= MAXIMUM ? FIRST_REUSED : last + 1;
        } while (tasks.containsKey(last)
                || processes.containsKey(last)
                || groups.containsKey(last)
                || sessions.containsKey(last));
        return last;
    }

    /** The number that was reserved last, for {@code /proc/loadavg}. */
    public synchronized int lastNumber() {
        return last;
    }

    /** Makes a process visible, as a member of its group and a child of its parent. */
    public synchronized void add(Process process, @Nullable Process parent) {
        process.family().group().join(process);
        if (parent == null) {
            process.family().setParentPid(0);
        } else {
            process.family().setParent(parent);
        }
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

    /** Gives a task its process's number, which its former leader had: {@code execve} of another thread. */
    public void renumber(Task task, int tid) {
        tasks.remove(task.tid(), task);
        task.setTid(tid);
        tasks.put(tid, task);
    }

    /** Removes a process that was waited for, or that nobody will wait for. */
    public synchronized void remove(Process process) {
        if (processes.remove(process.pid(), process)) {
            process.family().group().leave(process);
            Process parent = process.family().parent();
            if (parent != null) {
                parent.family().children().remove(process);
            }
        }
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

    /** The process group with a number; null if there is none. The caller holds the monitor. */
    public @Nullable ProcessGroup group(int id) {
        return groups.get(id);
    }

    /** Makes a process group, to be joined at once. The caller holds the monitor. */
    public ProcessGroup createGroup(int id, Session session) {
        ProcessGroup group = new ProcessGroup(this, id, session);
        groups.put(id, group);
        session.addGroup();
        return group;
    }

    /** Makes a session with its first group, to be joined at once. The caller holds the monitor. */
    public ProcessGroup createSession(int id) {
        Session session = new Session(id);
        sessions.put(id, session);
        return createGroup(id, session);
    }

    void remove(ProcessGroup group) {
        groups.remove(group.id(), group);
        if (group.session().removeGroup()) {
            sessions.remove(group.session().id(), group.session());
        }
    }
}
