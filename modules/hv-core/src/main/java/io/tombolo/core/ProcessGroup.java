package io.tombolo.core;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process group: a job of a shell (credentials(7)). Guarded by the monitor of {@link ProcessTable}. */
public final class ProcessGroup {
    private final ProcessTable table;
    private final int id;
    private final Session session;
    private final LinkedHashSet<Process> members = new LinkedHashSet<>();

    ProcessGroup(ProcessTable table, int id, Session session) {
        this.table = table;
        this.id = id;
        this.session = session;
    }

    /** The group's number. */
    public int id() {
        return id;
    }

    /** The session that it belongs to. */
    public Session session() {
        return session;
    }

    /** Its processes, zombies included. */
    public Set<Process> members() {
        return members;
    }

    void join(Process process) {
        members.add(process);
    }

    void leave(Process process) {
        members.remove(process);
        if (members.isEmpty()) {
            table.remove(this);
        }
    }

    /**
     * Its processes, the last that joined first. In this order signals go to them: the end of a pipeline must not see the end of its
     * input before. Takes the table's monitor itself.
     */
    public List<Process> newestFirst() {
        synchronized (table) {
            return List.copyOf(members.reversed());
        }
    }

    /** Sends a signal to every process of the group. */
    public void send(SignalInfo info) {
        newestFirst().forEach(process -> process.signals().send(info));
    }

    /** Whether no process outside the group but within the session looks after it: nobody would ever continue it. */
    public boolean orphaned() {
        return orphanedWithout(null);
    }

    /** As {@link #orphaned}, as if one process were gone already. */
    public boolean orphanedWithout(@Nullable Process ignored) {
        for (Process member : members) {
            Process parent = member.family().parent();
            if (member == ignored || member.family().zombie() || parent == null) {
                continue;
            }
            ProcessGroup other = parent.family().group();
            if (other != this && other.session() == session) {
                return false;
            }
        }
        return true;
    }

    /** Whether a process of the group is stopped. */
    public boolean hasStopped() {
        return members.stream().anyMatch(member -> member.signals().stop().complete());
    }
}
