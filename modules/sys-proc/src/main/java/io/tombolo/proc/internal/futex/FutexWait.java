package io.tombolo.proc.internal.futex;

import io.tombolo.core.Task;

/** One task's wait for one or several futexes. It ends by the first wake-up of any. */
final class FutexWait {
    private static final int NONE = -1;

    private final Task task;
    private volatile int woken = NONE;

    FutexWait(Task task) {
        this.task = task;
    }

    Task task() {
        return task;
    }

    boolean isWoken() {
        return woken != NONE;
    }

    /** Which of several futexes ended the wait; -1 while none has. */
    int wokenIndex() {
        return woken;
    }

    /** Ends the wait, unless it has ended. Waiters of one wait may be in several buckets, so this has a lock of its own. */
    synchronized boolean wake(int index) {
        if (woken != NONE) {
            return false;
        }
        woken = index;
        task.wake();
        return true;
    }
}
