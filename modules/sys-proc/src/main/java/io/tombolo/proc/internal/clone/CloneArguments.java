package io.tombolo.proc.internal.clone;

import io.tombolo.core.abi.Clone;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;

/**
 * What a caller of clone(2) or clone3(2) wants, as {@code struct kernel_clone_args} has it.
 *
 * @param flags {@code CLONE_*}, without the exit signal
 * @param exitSignal what the parent gets when the child ends
 * @param childTid where the child's number is stored in the child
 * @param parentTid where it is stored in the parent
 * @param stackPointer the child's; 0 for the parent's own
 * @param threadPointer with {@code CLONE_SETTLS}
 * @param pidfd where the parent's descriptor of the child is stored, with {@code CLONE_PIDFD}
 */
record CloneArguments(
        long flags, int exitSignal, long childTid, long parentTid, long stackPointer, long threadPointer, long pidfd) {
    private static final int SMALLEST_STRUCTURE = 64;
    private static final int KNOWN_STRUCTURE = 88;
    private static final int PAGE = 4096;
    /** Guests live in the outermost name space: one number. */
    private static final long DEEPEST_NAME_SPACE = 1;

    private static final long NAMESPACES = Clone.CLONE_NEWNS
            | Clone.CLONE_NEWCGROUP
            | Clone.CLONE_NEWUTS
            | Clone.CLONE_NEWIPC
            | Clone.CLONE_NEWUSER
            | Clone.CLONE_NEWPID
            | Clone.CLONE_NEWNET;

    /**
     * The arguments of clone(2), whose lowest flag byte is the exit signal, and where one pointer serves two flags.
     *
     * @throws ErrnoException {@code EINVAL} if both are given
     */
    static CloneArguments ofClone(long flags, long stack, long parentTid, long tls, long childTid) {
        int both = Clone.CLONE_PIDFD | Clone.CLONE_PARENT_SETTID;
        boolean detached = (flags & Clone.CLONE_PIDFD) != 0 && (flags & Clone.CLONE_DETACHED) != 0;
        if ((flags & both) == both || detached) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        long wide = Integer.toUnsignedLong((int) flags) & ~Clone.CSIGNAL;
        return new CloneArguments(wide, (int) flags & Clone.CSIGNAL, childTid, parentTid, stack, tls, parentTid);
    }

    /**
     * Reads {@code struct clone_args}.
     *
     * @throws ErrnoException {@code EINVAL}, {@code E2BIG}, {@code EFAULT}
     */
    static CloneArguments read(GuestMemory memory, long address, long size) {
        if (size < SMALLEST_STRUCTURE) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (size > PAGE) {
            throw ErrnoException.of(Errno.E2BIG);
        }
        for (long at = KNOWN_STRUCTURE; at < size; at++) {
            if (memory.getByte(address + at) != 0) {
                throw ErrnoException.of(Errno.E2BIG);
            }
        }
        long flags = memory.getLong(address);
        long exitSignal = memory.getLong(address + 32);
        long stack = memory.getLong(address + 40);
        long stackSize = memory.getLong(address + 48);
        if (size >= 80) {
            checkChosenNumbers(memory.getLong(address + 64), memory.getLong(address + 72));
        }
        if ((flags & (Clone.CLONE_DETACHED | (Clone.CSIGNAL & ~Clone.CLONE_NEWTIME))) != 0
                || (exitSignal & ~0xFFL) != 0
                || exitSignal > Signal.COUNT
                || ((flags & (Clone.CLONE_THREAD | Clone.CLONE_PARENT)) != 0 && exitSignal != 0)
                || (stack == 0) != (stackSize == 0)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return new CloneArguments(
                flags,
                (int) exitSignal,
                memory.getLong(address + 16),
                memory.getLong(address + 24),
                stack == 0 ? 0 : stack + stackSize,
                memory.getLong(address + 56),
                memory.getLong(address + 8));
    }

    /** A child's number can be chosen with a capability of checkpoint and restore only, which no guest has. */
    private static void checkChosenNumbers(long numbers, long count) {
        if ((numbers == 0) != (count == 0) || Long.compareUnsigned(count, DEEPEST_NAME_SPACE) > 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (count != 0) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    /** Whether all bits of a flag are set. */
    boolean has(int flag) {
        return (flags & Integer.toUnsignedLong(flag)) != 0;
    }

    /** Whether handlers of the parent become default actions in the child. */
    boolean clearsHandlers() {
        return (flags & Clone.CLONE_CLEAR_SIGHAND) != 0;
    }

    /**
     * Checks which flags go together, in the order of {@code copy_process} in {@code kernel/fork.c}.
     *
     * @throws ErrnoException {@code EINVAL}; {@code EPERM} for name spaces, which need a privilege that no guest has
     */
    void check() {
        boolean bad = (has(Clone.CLONE_NEWNS) && has(Clone.CLONE_FS))
                || (has(Clone.CLONE_NEWUSER) && has(Clone.CLONE_FS))
                || (has(Clone.CLONE_THREAD) && !has(Clone.CLONE_SIGHAND))
                || (has(Clone.CLONE_SIGHAND) && !has(Clone.CLONE_VM))
                || (has(Clone.CLONE_THREAD) && (has(Clone.CLONE_NEWUSER) || has(Clone.CLONE_NEWPID)))
                || (clearsHandlers() && has(Clone.CLONE_SIGHAND))
                || (has(Clone.CLONE_PIDFD) && has(Clone.CLONE_THREAD));
        if (bad) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if ((flags & NAMESPACES) != 0) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }
}
