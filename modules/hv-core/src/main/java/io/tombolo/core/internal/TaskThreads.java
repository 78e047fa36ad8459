package io.tombolo.core.internal;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The host threads that run the tasks of one kernel. A thread whose task has ended waits a moment for another one: to make and to end a host
 * thread costs more than all the rest of a fork. Thread-safe.
 */
public final class TaskThreads implements AutoCloseable {
    /** Deep enough for a system call's Java frames and a translator's nested guest calls. */
    private static final long STACK_BYTES = 1 << 20;

    private static final long IDLE_SECONDS = 1;

    private final ThreadGroup group = new ThreadGroup("guests");
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

    private Thread thread(Runnable work) {
        Thread thread = new Thread(group, work, "guest", STACK_BYTES, false);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs a task's loop.
     *
     * @throws ErrnoException {@code EAGAIN} if the host has no thread for it, or the kernel is closed
     */
    void start(TaskRunner runner) {
        try {
            executor.execute(runner);
        } catch (RejectedExecutionException | OutOfMemoryError none) {
            throw ErrnoException.of(Errno.EAGAIN);
        }
    }

    /** Takes no more tasks, and waits until those that run have ended; a task that calls this is not waited for. */
    @Override
    public void close() {
        if (group.equals(Thread.currentThread().getThreadGroup())) {
            executor.shutdown();
        } else {
            executor.close();
        }
    }
}
