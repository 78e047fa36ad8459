package io.tombolo.proc.internal.signal;

import io.tombolo.core.spi.Access;

/**
 * The exception syndrome ({@code ESR_EL1}) of a page fault, which a signal frame carries: run-time systems read from it
 * whether the access was a write. Fields are those of the ARM Architecture Reference Manual, D24.2.40.
 */
final class Syndrome {
    private static final long INSTRUCTION_ABORT = 0x20L << 26;
    private static final long DATA_ABORT = 0x24L << 26;
    private static final long INSTRUCTION_LENGTH = 1L << 25;
    private static final long WRITE = 1L << 6;
    private static final long PERMISSION_FAULT_LEVEL_3 = 0x0F;
    private static final long TRANSLATION_FAULT_LEVEL_3 = 0x07;

    private Syndrome() {}

    static long of(int access, boolean permission) {
        long kind = access == Access.EXECUTE ? INSTRUCTION_ABORT : DATA_ABORT;
        return kind
                | INSTRUCTION_LENGTH
                | (access == Access.WRITE ? WRITE : 0)
                | (permission ? PERMISSION_FAULT_LEVEL_3 : TRANSLATION_FAULT_LEVEL_3);
    }
}
