package io.tombolo.core.spi;

import io.tombolo.core.Task;

/**
 * Stands before and behind every system call of one task: the filters of seccomp(2), the stops of ptrace(2). Called on the
 * task's thread. A task without one pays for reading a field.
 */
public interface SystemCallGate {
    /**
     * Called before the call. It may change the registers, number and arguments included.
     *
     * @return whether the call is to be made; if not, the result register holds what it answers
     */
    boolean enter(Task task);

    /** Called behind it, when the result register holds what it answers. The task may be on its way to its end. */
    void leave(Task task);

    /** What {@code /proc/PID/status} tells of filters: {@code SECCOMP_MODE_*}. */
    default int filterMode() {
        return 0;
    }
}
