package io.tombolo.core.spi;

/**
 * Executes guest code for one task. Belongs to the thread that runs it, except for {@link #kick}. When {@link #run} is not
 * active the vCPU counts as being at a safepoint.
 */
public interface VirtualCpu extends AutoCloseable {
    /** The registers; valid between runs. */
    Registers registers();

    /** The accessor of system calls for this task's memory. */
    GuestMemory memory();

    /** The address space in force. */
    AddressSpace addressSpace();

    /** Changes to another address space, as {@code execve} does. */
    void attach(AddressSpace space);

    /** Runs guest code until something needs the kernel. */
    Exit run();

    /**
     * Makes the current run, or the next one if none is active, return {@link Exit.Kicked} soon. Any thread may call it;
     * several kicks may become one.
     */
    void kick();

    /** Whether the next runs stop after each instruction with {@link Exit.SingleStep}. */
    void setSingleStep(boolean on);

    /** Ends the vCPU and detaches it from its space. */
    @Override
    void close();
}
