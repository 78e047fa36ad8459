package io.tombolo.soft.internal.differential;

import io.tombolo.soft.internal.CpuState;

/** A register state of the test machine, and where its memory is. The same layout as {@code struct registers} of the recorder's guest half. */
final class Machine {
    /** Guest address of the first instruction; the page around it is full of breakpoints, as is the one before. */
    static final long ENTRY = 0x2000_1000L;
    /** Guest address of the data pages. */
    static final long DATA = 0x3000_0000L;
    /** Size of the data in bytes. */
    static final int DATA_SIZE = 0x4000;
    /** Slots of NZCV, FPCR and FPSR in {@link #values}; x0 to x30 and SP are before, the vector halves follow. */
    static final int NZCV = 32;

    static final int FPCR = 33;
    static final int FPSR = 34;
    static final int VECTORS = 35;
    static final int SLOTS = VECTORS + 64;

    final long[] values = new long[SLOTS];

    /** The number that a double word of the data has before a case. */
    static long pristine(int index) {
        return (index + 1) * 0x9e3779b97f4a7c15L;
    }

    /** Puts the values in a processor. */
    void enter(CpuState state) {
        System.arraycopy(values, 0, state.r, 0, 32);
        System.arraycopy(values, VECTORS, state.r, CpuState.V, 64);
        state.r[CpuState.ZERO] = 0;
        state.nzcv = (int) values[NZCV];
        state.fp.setControl((int) values[FPCR]);
        state.fp.setStatus((int) values[FPSR]);
        state.pc = ENTRY;
        state.reservation = CpuState.NO_RESERVATION;
    }

    /** Takes the values from a processor. */
    void leave(CpuState state) {
        System.arraycopy(state.r, 0, values, 0, 32);
        System.arraycopy(state.r, CpuState.V, values, VECTORS, 64);
        values[NZCV] = state.nzcv & 0xffff_ffffL;
        values[FPCR] = state.fp.control();
        values[FPSR] = state.fp.status();
    }

    /** The name of a slot, for messages. */
    static String name(int slot) {
        return switch (slot) {
            case 31 -> "sp";
            case NZCV -> "nzcv";
            case FPCR -> "fpcr";
            case FPSR -> "fpsr";
            default ->
                slot < 31 ? "x" + slot : "v" + (slot - VECTORS) / 2 + ((slot - VECTORS) % 2 == 0 ? ".low" : ".high");
        };
    }
}
