package io.tombolo.soft.internal.space;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.Exit;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Registers;
import io.tombolo.core.spi.VirtualCpu;
import io.tombolo.soft.internal.CpuState;
import io.tombolo.soft.internal.GuestTrap;
import io.tombolo.soft.internal.decode.Decoder;
import io.tombolo.soft.internal.interpret.HotCode;
import io.tombolo.soft.internal.interpret.Interpreter;
import io.tombolo.soft.internal.memory.CodeCache;
import io.tombolo.soft.internal.memory.HostAccess;
import io.tombolo.soft.internal.memory.PageMap;
import io.tombolo.soft.internal.memory.PairLocks;
import org.jspecify.annotations.Nullable;

/** A vCPU that interprets. Inside the safepoint protocol exactly while it runs guest code or copies guest memory. */
public final class SoftCpu extends Participant implements VirtualCpu {
    private final CpuState state;
    private final Registers registers;
    private final Interpreter interpreter;
    private final CodeCache code;
    private final Decoder decoder;
    private final GuestMemory memory = new CpuMemory(this);
    private SoftAddressSpace space;
    private boolean singleStep;
    /** Whether the program counter tells which instruction met vanished memory. */
    private boolean exact;

    private volatile boolean closed;

    /** Creates a vCPU of a space; all but the space is the engine's. */
    public SoftCpu(
            SoftAddressSpace space, Decoder decoder, CodeCache code, PairLocks pairs, @Nullable HotCode hotCode) {
        super(space.safepoints());
        this.space = space;
        this.state = new CpuState(space.pageMap());
        this.registers = new SoftRegisters(state);
        this.interpreter = new Interpreter(state, decoder, code, pairs, hotCode);
        this.decoder = decoder;
        this.code = code;
        code.register(state);
        space.safepoints().register(this);
    }

    /** The architectural state, for tests of single instructions. */
    public CpuState state() {
        return state;
    }

    @Override
    public Registers registers() {
        return registers;
    }

    @Override
    public GuestMemory memory() {
        return memory;
    }

    @Override
    public SoftAddressSpace addressSpace() {
        return space;
    }

    @Override
    public void attach(AddressSpace other) {
        space = (SoftAddressSpace) other;
        state.memory = space.pageMap();
        interpreter.forget();
        moveTo(space.safepoints());
    }

    @Override
    public Exit run() {
        Exit exit = runInside();
        return exit != null ? exit : new VanishedMemory(space, state, memory, decoder).exit(exact);
    }

    /** Null if host memory has vanished beneath the guest. */
    private @Nullable Exit runInside() {
        enter();
        try {
            if (closed) {
                throw new IllegalStateException("the vCPU is closed");
            }
            // The return from an exception clears the exclusive monitor (DDI 0487 B2.12).
            state.reservation = CpuState.NO_RESERVATION;
            Exit exit = tryRun();
            // What the guest met must not be thrown where the kernel works.
            space.poll();
            return exit;
        } catch (InternalError late) {
            exact = false;
            return null;
        } finally {
            leave();
        }
    }

    private @Nullable Exit tryRun() {
        try {
            return singleStep ? runOne() : runOn();
        } catch (GuestTrap trap) {
            exact = trap.kind == GuestTrap.Kind.VANISHED;
            return exact ? null : exit(trap);
        }
    }

    private Exit runOn() {
        while (true) {
            int reason = interpreter.execute();
            if (reason != Interpreter.INTERRUPTED) {
                return exit(reason);
            }
            Exit exit = interrupted();
            if (exit != null) {
                return exit;
            }
        }
    }

    private Exit runOne() {
        Exit kicked = interrupted();
        if (kicked != null) {
            return kicked;
        }
        state.raise(CpuState.STEP);
        try {
            return exit(interpreter.step());
        } finally {
            state.lower(CpuState.STEP);
        }
    }

    /** Answers whoever interrupted the guest; null if that does not concern the kernel. */
    private @Nullable Exit interrupted() {
        int reasons = state.interrupt;
        if ((reasons & CpuState.DROPPED) != 0) {
            state.lower(CpuState.DROPPED);
            interpreter.forget();
        }
        if ((reasons & CpuState.SAFEPOINT) != 0) {
            state.lower(CpuState.SAFEPOINT);
            pass();
        }
        if ((reasons & CpuState.KICK) != 0) {
            state.lower(CpuState.KICK);
            return Exit.Kicked.INSTANCE;
        }
        return null;
    }

    private Exit exit(int reason) {
        return switch (reason) {
            case Interpreter.SYSTEM_CALL -> Exit.SystemCall.INSTANCE;
            case Interpreter.BREAKPOINT -> new Exit.Breakpoint(instruction() >>> 5 & 0xffff);
            case Interpreter.STEPPED -> new Exit.SingleStep();
            default -> throw new AssertionError(reason);
        };
    }

    private Exit exit(GuestTrap trap) {
        return switch (trap.kind) {
            case PAGE -> new Exit.PageFault(trap.address, access(trap.access));
            case ALIGNMENT -> new Exit.AlignmentFault(trap.address);
            case UNDEFINED -> new Exit.UndefinedInstruction(instruction());
            case VANISHED -> throw new AssertionError(trap.kind);
        };
    }

    private static int access(GuestTrap.Access access) {
        return switch (access) {
            case READ -> Access.READ;
            case WRITE -> Access.WRITE;
            case EXECUTE -> Access.EXECUTE;
        };
    }

    /** The word at the program counter, which was executed just now. */
    private int instruction() {
        long host = state.memory.host(state.pc, Integer.BYTES, PageMap.EXECUTE | PageMap.EXECUTE_UNVERIFIED);
        return host == 0 ? 0 : (int) HostAccess.get32(host);
    }

    @Override
    protected void interruptForSafepoint() {
        state.raise(CpuState.SAFEPOINT);
    }

    @Override
    public void kick() {
        state.raise(CpuState.KICK);
    }

    @Override
    public void setSingleStep(boolean on) {
        singleStep = on;
    }

    /** Ends it; if another thread still runs it, that thread gets {@link Exit.Kicked} first. */
    @Override
    public void close() {
        closed = true;
        if (insideElsewhere()) {
            kick();
            space.synchronize();
        }
        code.unregister(state);
        end();
    }
}
