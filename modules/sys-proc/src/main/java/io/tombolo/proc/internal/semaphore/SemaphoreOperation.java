package io.tombolo.proc.internal.semaphore;

import io.tombolo.core.abi.Ipc;

/**
 * One {@code struct sembuf}.
 *
 * @param number of the semaphore in its set
 * @param change what is added; 0 waits for zero
 * @param flags {@code IPC_NOWAIT}, {@code SEM_UNDO}
 */
record SemaphoreOperation(int number, int change, int flags) {
    boolean undoes() {
        return (flags & Ipc.SEM_UNDO) != 0 && change != 0;
    }

    boolean mayWait() {
        return (flags & Ipc.IPC_NOWAIT) == 0;
    }
}
