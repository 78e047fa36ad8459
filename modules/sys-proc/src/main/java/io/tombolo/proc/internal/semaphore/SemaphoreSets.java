package io.tombolo.proc.internal.semaphore;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Ipc;
import io.tombolo.core.ipc.IpcTable;
import io.tombolo.core.spi.ErrnoException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The semaphore sets of a kernel. Thread-safe; its monitor guards the table and what {@code IpcObject} says of its sets. */
@Singleton
public final class SemaphoreSets {
    private final IpcTable<SemaphoreSet> table = new IpcTable<>(Ipc.SEMMNI);
    private final Set<Process> undoing = ConcurrentHashMap.newKeySet();

    @Inject
    SemaphoreSets() {}

    /** semget(2). */
    synchronized int get(Task task, int key, int count, int flags) {
        if (count < 0 || count > Ipc.SEMMSL) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return table.get(
                        task.credentials(),
                        key,
                        flags,
                        () -> create(task, key, flags, count),
                        found -> requireCount(count <= found.count()))
                .id();
    }

    private static SemaphoreSet create(Task task, int key, int flags, int count) {
        requireCount(count > 0);
        return new SemaphoreSet(task.credentials(), key, flags, count);
    }

    private static void requireCount(boolean fits) {
        if (!fits) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    /** The set with an identifier, for somebody who may access it; throws {@code EINVAL}, {@code EACCES}. */
    synchronized SemaphoreSet require(Task task, int id, int access) {
        SemaphoreSet set = table.require(id);
        set.requireAccess(task.credentials(), access);
        return set;
    }

    /** Remembers that a process wants something undone when it ends. */
    void undoAtEnd(Process process) {
        undoing.add(process);
    }

    /** Undoes what an ending process asked for, before its parent learns of the end. */
    public void processEnds(Process process) {
        if (!undoing.remove(process)) {
            return;
        }
        List<SemaphoreSet> sets;
        synchronized (this) {
            sets = List.copyOf(table.objects());
        }
        sets.forEach(set -> set.undo(process));
    }

    /** Removes a set. */
    synchronized void remove(Task task, int id) {
        SemaphoreSet set = table.require(id);
        set.requireOwner(task.credentials());
        table.remove(set);
        set.remove();
    }

    /** The table; the caller holds the monitor. */
    IpcTable<SemaphoreSet> table() {
        return table;
    }
}
