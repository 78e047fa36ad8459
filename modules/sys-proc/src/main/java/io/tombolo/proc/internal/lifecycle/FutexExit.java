package io.tombolo.proc.internal.lifecycle;

import io.tombolo.core.Task;

/** What a task owes to the futexes of the memory that it leaves, by ending or by {@code execve}. */
@FunctionalInterface
public interface FutexExit {
    /**
     * Walks the robust list, then clears and wakes the address of set_tid_address(2) if others share the memory. Called on
     * the task's own thread while its memory is still there; faults are ignored.
     */
    void leaveMemory(Task task);
}
