package io.tombolo.core.spi;

import io.tombolo.core.Task;
import org.jspecify.annotations.Nullable;

/**
 * Stands around every system call: traces, counts, or answers it. With no interceptor in force the dispatcher takes a
 * path that knows nothing of them. Called on the task's thread; several tasks call at once.
 */
public interface SyscallInterceptor {
    /** The value of {@link #before} that lets the call go on. */
    long PROCEED = Long.MIN_VALUE;

    /**
     * Called before a system call.
     *
     * @param number the guest architecture's number
     * @param descriptor what is known of the call; null if no module claims it
     * @return {@link #PROCEED}, or the result to answer with instead of calling
     */
    long before(Task task, int number, @Nullable SyscallDescriptor descriptor);

    /**
     * Called after it, also when it was answered by {@link #before}.
     *
     * @param result a value, a negated errno, or a negated restart code
     * @param nanoseconds how long the call took
     */
    void after(Task task, int number, @Nullable SyscallDescriptor descriptor, long result, long nanoseconds);

    /** A task has ended. */
    default void exited(Task task, int status) {}

    /** A signal is being delivered to a task. */
    default void signalled(Task task, int signal) {}
}
