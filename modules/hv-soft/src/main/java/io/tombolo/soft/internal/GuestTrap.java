package io.tombolo.soft.internal;

/**
 * Leaves guest code in the middle of an instruction that cannot complete. Whoever throws it has changed no architectural state, so the
 * instruction can be restarted, except after {@link Kind#VANISHED}. Has no stack trace: it is control flow.
 */
public final class GuestTrap extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stopped the instruction. */
    public enum Kind {
        /** A page is not mapped or lacks the permission. */
        PAGE,
        /** A misaligned exclusive, atomic or ordered access, program counter or stack pointer. */
        ALIGNMENT,
        /** Not an instruction, or not at this privilege level. */
        UNDEFINED,
        /** The host said, late, that memory was gone: at this instruction or at the one before, which is complete except for the access. */
        VANISHED
    }

    /** What an access wants to do. */
    public enum Access {
        /** Load. */
        READ,
        /** Store, or an atomic that stores. */
        WRITE,
        /** Instruction fetch. */
        EXECUTE
    }

    /** What stopped the instruction. */
    public final Kind kind;
    /** What the access wanted. */
    public final Access access;
    /** Guest address of the first byte that could not be accessed; for {@link Kind#UNDEFINED} and {@link Kind#VANISHED} meaningless. */
    public final long address;

    private GuestTrap(Kind kind, Access access, long address) {
        super(null, null, false, false);
        this.kind = kind;
        this.access = access;
        this.address = address;
    }

    /** The page of an address does not allow an access. */
    public static GuestTrap page(Access access, long address) {
        return new GuestTrap(Kind.PAGE, access, address);
    }

    /** An address is not aligned as the access demands. */
    public static GuestTrap alignment(Access access, long address) {
        return new GuestTrap(Kind.ALIGNMENT, access, address);
    }

    /** Host memory was gone: somebody has shortened a file. */
    public static GuestTrap vanished() {
        return new GuestTrap(Kind.VANISHED, Access.READ, 0);
    }

    /** The instruction is undefined. */
    public static GuestTrap undefined() {
        return new GuestTrap(Kind.UNDEFINED, Access.EXECUTE, 0);
    }
}
