package io.tombolo.proc.internal.futex;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Futex;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;

/** The operation that {@code FUTEX_WAKE_OP} encodes in its last argument; see futex(2). */
final class WakeOperation {
    private WakeOperation() {}

    /**
     * Changes the word atomically.
     *
     * @return its old value
     * @throws ErrnoException {@code ENOSYS} for an unknown operation, {@code EFAULT}
     */
    static int apply(GuestMemory memory, long address, int encoded) {
        int operation = (encoded >>> 28) & 0xf;
        int argument = (encoded << 8) >> 20;
        if ((operation & Futex.FUTEX_OP_OPARG_SHIFT) != 0) {
            argument = 1 << (argument & 31);
        }
        while (true) {
            int old = memory.getInt(address);
            int changed = changed(operation & 7, old, argument);
            if (memory.compareAndExchangeInt(address, old, changed) == old) {
                return old;
            }
        }
    }

    private static int changed(int operation, int old, int argument) {
        return switch (operation) {
            case Futex.FUTEX_OP_SET -> argument;
            case Futex.FUTEX_OP_ADD -> old + argument;
            case Futex.FUTEX_OP_OR -> old | argument;
            case Futex.FUTEX_OP_ANDN -> old & ~argument;
            case Futex.FUTEX_OP_XOR -> old ^ argument;
            default -> throw ErrnoException.of(Errno.ENOSYS);
        };
    }

    /** Whether the old value compares as the encoding asks. */
    static boolean compare(int old, int encoded) {
        int argument = (encoded << 20) >> 20;
        return switch ((encoded >>> 24) & 0xf) {
            case Futex.FUTEX_OP_CMP_EQ -> old == argument;
            case Futex.FUTEX_OP_CMP_NE -> old != argument;
            case Futex.FUTEX_OP_CMP_LT -> old < argument;
            case Futex.FUTEX_OP_CMP_LE -> old <= argument;
            case Futex.FUTEX_OP_CMP_GT -> old > argument;
            case Futex.FUTEX_OP_CMP_GE -> old >= argument;
            default -> throw ErrnoException.of(Errno.ENOSYS);
        };
    }
}
