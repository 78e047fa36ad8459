package io.tombolo.proc.internal.semaphore;

import io.tombolo.core.Credentials;
import io.tombolo.core.Process;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Ipc;
import io.tombolo.core.ipc.IpcObject;
import io.tombolo.core.spi.ErrnoException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A set of semaphores and the operations that wait for them, first come first. Its monitor guards it, except for what {@link
 * IpcObject} has; the table's lock may be held when it is taken, never the other way round.
 */
final class SemaphoreSet extends IpcObject {
    private final int[] values;
    private final int[] lastPids;
    private final List<PendingOperations> pending = new ArrayList<>();
    private final Map<Process, int[]> adjustments = new WeakHashMap<>();
    private long operated;
    private long changed;
    private boolean removed;

    SemaphoreSet(Credentials creator, int key, int flags, int count) {
        super(creator, key, flags);
        this.values = new int[count];
        this.lastPids = new int[count];
        this.changed = now();
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    /** How many semaphores it has. */
    int count() {
        return values.length;
    }

    /** When something was operated last, in seconds since 1970; 0 for never. */
    synchronized long operated() {
        return operated;
    }

    /** When it was made or changed by semctl(2). */
    synchronized long changed() {
        return changed;
    }

    /** Remembers a change by semctl(2). */
    synchronized void touch() {
        changed = now();
    }

    /**
     * Tries operations, all or none, and queues them if they may wait.
     *
     * @return null if they were done; else what waits
     * @throws ErrnoException {@code EAGAIN}, {@code ERANGE}, {@code EIDRM}
     */
    synchronized @Nullable PendingOperations operate(PendingOperations wanted) {
        if (removed) {
            throw ErrnoException.of(Errno.EIDRM);
        }
        SemaphoreOperation blocking = attempt(wanted);
        if (blocking == null) {
            if (wanted.alters()) {
                serveWaiters();
            }
            return null;
        }
        if (!blocking.mayWait()) {
            throw ErrnoException.of(Errno.EAGAIN);
        }
        wanted.blockOn(blocking);
        pending.add(wanted);
        return wanted;
    }

    /** Takes back what waits, unless it was done meanwhile. */
    synchronized void giveUp(PendingOperations waiting) {
        pending.remove(waiting);
    }

    /** Does the operations and answers null, or changes nothing and answers the one that cannot be done. */
    private @Nullable SemaphoreOperation attempt(PendingOperations wanted) {
        int[] trial = values.clone();
        int[] undo = wanted.undoes() ? adjustmentsOf(wanted.process()).clone() : null;
        for (SemaphoreOperation each : wanted.operations()) {
            int value = trial[each.number()];
            if (each.change() == 0 ? value != 0 : value + each.change() < 0) {
                return each;
            }
            if (value + each.change() > Ipc.SEMVMX) {
                throw ErrnoException.of(Errno.ERANGE);
            }
            trial[each.number()] = value + each.change();
            if (undo != null && each.undoes()) {
                undo[each.number()] -= each.change();
                if (undo[each.number()] < -Ipc.SEMVMX - 1 || undo[each.number()] > Ipc.SEMVMX) {
                    throw ErrnoException.of(Errno.ERANGE);
                }
            }
        }
        commit(wanted, trial, undo);
        return null;
    }

    private void commit(PendingOperations done, int[] newValues, int @Nullable [] undo) {
        System.arraycopy(newValues, 0, values, 0, values.length);
        if (undo != null) {
            adjustments.put(done.process(), undo);
        }
        for (SemaphoreOperation each : done.operations()) {
            lastPids[each.number()] = done.process().pid();
        }
        operated = now();
    }

    private int[] adjustmentsOf(Process process) {
        int[] known = adjustments.get(process);
        return known == null ? new int[values.length] : known;
    }

    /** Does what can be done now, until nothing more can. */
    private void serveWaiters() {
        boolean again = true;
        while (again) {
            again = false;
            for (Iterator<PendingOperations> each = pending.iterator(); each.hasNext() && !again; ) {
                PendingOperations waiting = each.next();
                int result = tryAgain(waiting);
                if (result != PendingOperations.WAITING) {
                    each.remove();
                    waiting.complete(result);
                    again = result == 0 && waiting.alters();
                }
            }
        }
    }

    private int tryAgain(PendingOperations waiting) {
        try {
            SemaphoreOperation blocking = attempt(waiting);
            if (blocking == null) {
                return 0;
            }
            waiting.blockOn(blocking);
            return blocking.mayWait() ? PendingOperations.WAITING : -Errno.EAGAIN.number();
        } catch (ErrnoException error) {
            return -error.number();
        }
    }

    /** Ends all waits: the set is no more. */
    synchronized void remove() {
        removed = true;
        pending.forEach(waiting -> waiting.complete(-Errno.EIDRM.number()));
        pending.clear();
        adjustments.clear();
    }

    /** Undoes what an ended process asked to be undone; a value stays within its range ({@code exit_sem}). */
    synchronized void undo(Process ended) {
        int[] undo = adjustments.remove(ended);
        if (undo == null || removed) {
            return;
        }
        for (int i = 0; i < values.length; i++) {
            if (undo[i] != 0) {
                values[i] = Math.clamp((long) values[i] + undo[i], 0, Ipc.SEMVMX);
                lastPids[i] = ended.pid();
            }
        }
        operated = now();
        serveWaiters();
    }

    /** The value of a semaphore. */
    synchronized int value(int number) {
        return values[number];
    }

    /** All values. */
    synchronized int[] allValues() {
        return values.clone();
    }

    /** Who operated a semaphore last; 0 for nobody. */
    synchronized int lastPid(int number) {
        return lastPids[number];
    }

    /**
     * Sets values; what processes wanted undone there is forgotten.
     *
     * @param first the first semaphore
     */
    synchronized void setValues(int first, int[] to, Process by) {
        System.arraycopy(to, 0, values, first, to.length);
        for (int[] undo : adjustments.values()) {
            java.util.Arrays.fill(undo, first, first + to.length, 0);
        }
        for (int i = first; i < first + to.length; i++) {
            lastPids[i] = by.pid();
        }
        changed = now();
        serveWaiters();
    }

    /** How many wait for a semaphore to become zero, or to grow. */
    synchronized int waiting(int number, boolean forZero) {
        int count = 0;
        for (PendingOperations waiting : pending) {
            SemaphoreOperation blocking = waiting.blocking();
            if (blocking.number() == number && (blocking.change() == 0) == forZero) {
                count++;
            }
        }
        return count;
    }
}
