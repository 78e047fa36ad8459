package io.tombolo.core.spi;

import io.tombolo.core.Task;

/**
 * The system calls of one class, made from its {@link Syscall} methods by the compile-time processor. A call has an index within the table;
 * the dispatcher maps the guest's numbers to tables and indices once, at start.
 */
public interface SyscallTable {
    /** {@return how many system calls the table has} */
    int size();

    /**
     * {@return the name of a system call}
     *
     * @param index 0 to {@code size() - 1}
     */
    String name(int index);

    /**
     * {@return what traces and tests know about a system call} Made on first use, because a run without a trace does not need it.
     *
     * @param index 0 to {@code size() - 1}
     */
    SyscallDescriptor descriptor(int index);

    /**
     * Runs a system call. The arguments are the guest's registers, not narrowed. Allocates nothing itself.
     *
     * @param index 0 to {@code size() - 1}
     * @param task the calling task
     * @return the result; -4095 to -1 is an errno, negated, or a negated restart code
     */
    long invoke(int index, Task task, long a0, long a1, long a2, long a3, long a4, long a5);
}
