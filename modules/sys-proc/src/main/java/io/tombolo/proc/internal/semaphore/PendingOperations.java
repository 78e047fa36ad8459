package io.tombolo.proc.internal.semaphore;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import java.util.List;

/** What one semop(2) wants, all or nothing. Its set's monitor guards it, except for the result. */
final class PendingOperations {
    /** The result before there is one. */
    static final int WAITING = Integer.MIN_VALUE;

    private final Task task;
    private final List<SemaphoreOperation> operations;
    private SemaphoreOperation blocking;
    private volatile int result = WAITING;

    PendingOperations(Task task, List<SemaphoreOperation> operations) {
        this.task = task;
        this.operations = operations;
        this.blocking = operations.getFirst();
    }

    Process process() {
        return task.process();
    }

    List<SemaphoreOperation> operations() {
        return operations;
    }

    boolean alters() {
        return operations.stream().anyMatch(each -> each.change() != 0);
    }

    boolean undoes() {
        return operations.stream().anyMatch(SemaphoreOperation::undoes);
    }

    /** The operation that could not be done at the last try. */
    SemaphoreOperation blocking() {
        return blocking;
    }

    void blockOn(SemaphoreOperation operation) {
        blocking = operation;
    }

    /** 0 when done, a negated errno, or {@link #WAITING}. */
    int result() {
        return result;
    }

    void complete(int with) {
        result = with;
        task.wake();
    }
}
