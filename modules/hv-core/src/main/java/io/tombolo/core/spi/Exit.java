package io.tombolo.core.spi;

/** Why a vCPU stopped running guest code. The program counter stands at the instruction concerned unless said otherwise. */
public sealed interface Exit {
    /** A system call; the program counter stands behind the instruction. There is one such object, so the exit allocates nothing. */
    enum SystemCall implements Exit {
        /** The only one. */
        INSTANCE
    }

    /** Somebody called {@link VirtualCpu#kick}. */
    enum Kicked implements Exit {
        /** The only one. */
        INSTANCE
    }

    /**
     * An access that the page map does not allow; the instruction had no effect.
     *
     * @param address the first byte that could not be accessed
     * @param access the kind of access
     */
    record PageFault(long address, int access) implements Exit {}

    /**
     * An access whose address lacks the alignment that the instruction demands: SIGBUS with {@code BUS_ADRALN}.
     *
     * @param address the address
     */
    record AlignmentFault(long address) implements Exit {}

    /**
     * Memory was gone beneath the guest, and it was noticed too late to say which instruction met that: SIGBUS with {@code
     * BUS_ADRERR}. Registers and program counter are those of some instruction before, what was loaded since is not defined.
     *
     * @param address some address that is gone
     */
    record MemoryLost(long address) implements Exit {}

    /**
     * An instruction that does not exist here: SIGILL.
     *
     * @param instruction its encoding
     */
    record UndefinedInstruction(int instruction) implements Exit {}

    /**
     * A breakpoint instruction (BRK, INT3): SIGTRAP.
     *
     * @param immediate the instruction's immediate
     */
    record Breakpoint(int immediate) implements Exit {}

    /** An integer division fault or the like, of architectures that have one: SIGFPE. */
    record ArithmeticFault() implements Exit {}

    /** One instruction was executed, as {@link VirtualCpu#setSingleStep} asked. */
    record SingleStep() implements Exit {}
}
