package io.tombolo.soft.internal;

import io.tombolo.soft.internal.fp.FpStatus;
import io.tombolo.soft.internal.memory.Extents;
import io.tombolo.soft.internal.memory.PageMap;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The architectural state of one virtual processor, laid out for speed: all integer and vector registers share one array, so that
 * compiled code needs one range check for all of them. Owned by the thread that runs the processor; not thread-safe, except
 * {@link #interrupt}.
 */
public final class CpuState {
    /** Index of the stack pointer. */
    public static final int SP = 31;
    /** Index that is always read as zero: what XZR and WZR decode to as a source. */
    public static final int ZERO = 32;
    /** Index that is written and never read: what XZR and WZR decode to as a destination. */
    public static final int DISCARD = 33;
    /** Index of the low half of V0; register Vn has its bits 63..0 at {@code V + 2n} and its bits 127..64 at {@code V + 2n + 1}. */
    public static final int V = 34;
    /** Number of slots: x0 to x30, SP, the zero source, the discard sink, 32 vector registers in two halves. */
    public static final int SLOTS = V + 64;

    /** Bit of {@link #interrupt}: the kernel wants the processor back. */
    public static final int KICK = 1;
    /** Bit of {@link #interrupt}: somebody waits for a safepoint. */
    public static final int SAFEPOINT = 2;
    /** Bit of {@link #interrupt}: one instruction only. */
    public static final int STEP = 4;

    /** Bit of {@link #interrupt}: translations were dropped, one of them may be running. */
    public static final int DROPPED = 8;

    private static final AtomicIntegerFieldUpdater<CpuState> INTERRUPT =
            AtomicIntegerFieldUpdater.newUpdater(CpuState.class, "interrupt");

    /** No exclusive reservation is held. */
    public static final long NO_RESERVATION = -1;

    /** x0 to x30, {@link #SP}, {@link #ZERO}, {@link #DISCARD}, vector halves from {@link #V}. */
    public final long[] r = new long[SLOTS];
    /** Guest memory that loads and stores go to. */
    public PageMap memory;
    /** Address of the next instruction; exact whenever the interpreter is not running. */
    public long pc;
    /** Condition flags in bits 31..28 as in NZCV; all other bits are zero. */
    public int nzcv;
    /**
     * What {@link #nzcv} is to be worked out from: a kind of {@code LazyFlags} and two numbers. 0, which means that nzcv itself counts,
     * except between translations.
     */
    public int flagKind;
    /** First number that the flags come from. */
    public long flagFirst;
    /** Second number that the flags come from. */
    public long flagSecond;
    /** Where in host memory translated code found guest memory. */
    public final Extents extents = new Extents();
    /** FPCR and FPSR. */
    public final FpStatus fp = new FpStatus();
    /** TPIDR_EL0, the thread pointer. */
    public long tpidr;

    /** Address of the exclusive reservation, or {@link #NO_RESERVATION}. */
    public long reservation = NO_RESERVATION;
    /** Size in bytes (1 to 16) of the reservation. */
    public int reservationSize;
    /** Value seen by the load-exclusive (bits 63..0). */
    public long reservedLow;
    /** Value seen by the load-exclusive pair (bits 127..64). */
    public long reservedHigh;

    /** Not zero: leave guest code at the next safepoint. Written by any thread, polled by backward and indirect branches. */
    public volatile int interrupt;

    /** Creates a processor with all registers zero. */
    public CpuState(PageMap memory) {
        this.memory = memory;
    }

    /** Sets bits of {@link #interrupt}; any thread may. */
    public void raise(int bits) {
        int now;
        do {
            now = interrupt;
        } while (!INTERRUPT.compareAndSet(this, now, now | bits));
    }

    /** Clears bits of {@link #interrupt}; any thread may. */
    public void lower(int bits) {
        int now;
        do {
            now = interrupt;
        } while (!INTERRUPT.compareAndSet(this, now, now & ~bits));
    }

    /** Takes over every register of another processor (a clone or a signal frame); the reservation is dropped. */
    public void copyRegistersFrom(CpuState other) {
        System.arraycopy(other.r, 0, r, 0, SLOTS);
        pc = other.pc;
        nzcv = other.nzcv;
        fp.setControl(other.fp.control());
        fp.setStatus(other.fp.status());
        tpidr = other.tpidr;
        reservation = NO_RESERVATION;
    }
}
