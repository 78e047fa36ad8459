package io.tombolo.core.spi;

/**
 * The registers of a vCPU, by the index constants of its architecture ({@link Aarch64Registers}), and by the roles that
 * portable code needs. Used by the vCPU's own thread, or while it is stopped.
 */
public interface Registers {
    /** Reads a register. */
    long get(int index);

    /** Writes a register. */
    void set(int index, long value);

    /** The program counter. */
    long programCounter();

    /** Sets the program counter. */
    void setProgramCounter(long value);

    /** The stack pointer. */
    long stackPointer();

    /** Sets the stack pointer. */
    void setStackPointer(long value);

    /** The thread pointer ({@code TPIDR_EL0}, FS base). */
    long threadPointer();

    /** Sets the thread pointer. */
    void setThreadPointer(long value);

    /** The system call's number, in a {@link Exit.SystemCall}. */
    long systemCallNumber();

    /** An argument of the system call, 0 to 5. */
    long argument(int index);

    /** Sets an argument register, for the restart of a system call. */
    void setArgument(int index, long value);

    /** Sets what the system call returns. */
    void setResult(long value);

    /** The length in bytes of the instruction that enters the kernel: what a restart steps back. */
    int systemCallInstructionLength();

    /** Takes over every register of another vCPU of the same architecture. */
    void copyFrom(Registers other);

    /** Sets every register to zero, as {@code execve} does. */
    void clear();
}
