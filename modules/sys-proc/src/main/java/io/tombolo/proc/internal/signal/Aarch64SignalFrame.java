package io.tombolo.proc.internal.signal;

import io.tombolo.core.SignalAction;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.SignalSet;
import io.tombolo.core.Task;
import io.tombolo.core.TaskSignals.AlternateStack;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.Aarch64Registers;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Registers;
import io.tombolo.proc.internal.vdso.Vdso;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The frame that a handler runs above, {@code struct rt_sigframe} of {@code arch/arm64/kernel/signal.c}: siginfo, ucontext
 * with all registers, and extra records for floating point and the fault's syndrome; above it a frame record that continues
 * the chain of frame pointers.
 */
final class Aarch64SignalFrame {
    private static final int CONTEXT = SignalInfoLayout.SIZE;
    private static final int STACK = CONTEXT + 16;
    private static final int MASK = CONTEXT + 40;
    private static final int MACHINE = CONTEXT + 176;
    private static final int FAULT_ADDRESS = MACHINE;
    private static final int REGISTERS = MACHINE + 8;
    private static final int STACK_POINTER = MACHINE + 256;
    private static final int PROGRAM_COUNTER = MACHINE + 264;
    private static final int STATE = MACHINE + 272;
    private static final int RECORDS = MACHINE + 288;
    private static final int RECORDS_SIZE = 4096;
    private static final int SIZE = RECORDS + RECORDS_SIZE;

    private static final int FLOATING_POINT_MAGIC = 0x46508001;
    private static final int FLOATING_POINT_SIZE = 528;
    private static final int SYNDROME_MAGIC = 0x45535201;
    private static final int SYNDROME_SIZE = 16;
    private static final int EXTRA_MAGIC = 0x45585401;
    private static final int FRAME_RECORD = 16;
    /** Condition flags and SSBS: what a frame may set. The mode bits must be zero, which stands for EL0 in AArch64 state. */
    private static final long STATE_SETTABLE = 0xF0001000L;

    private static final long STATE_FORBIDDEN = 0x3DFL;

    private final Vdso vdso;

    @Inject
    Aarch64SignalFrame(Vdso vdso) {
        this.vdso = vdso;
    }

    /**
     * Enters a handler.
     *
     * @return false if the frame cannot be written
     */
    boolean push(Task task, SignalInfo info, SignalAction action) {
        Registers registers = task.cpu().registers();
        long top = stackTop(task, registers.stackPointer(), action);
        long record = top - FRAME_RECORD & -16;
        long frame = record - SIZE;
        ByteBuffer bytes = ByteBuffer.allocate(SIZE + FRAME_RECORD).order(ByteOrder.LITTLE_ENDIAN);
        write(task, registers, info, action, bytes);
        bytes.putLong(SIZE, registers.get(29)).putLong(SIZE + 8, registers.get(Aarch64Registers.LR));
        try {
            task.guest().copyOut(frame, bytes.array(), 0, bytes.capacity());
        } catch (ErrnoException fault) {
            return false;
        }
        task.signals().takeMaskForFrame();
        registers.setStackPointer(frame);
        registers.setProgramCounter(action.handler());
        registers.set(Aarch64Registers.X0, info.signal());
        registers.set(29, record);
        registers.set(
                Aarch64Registers.LR,
                action.has(Signal.SA_RESTORER) ? action.restorer() : vdso.signalReturn(task.memory()));
        if (action.has(Signal.SA_SIGINFO)) {
            registers.set(1, frame);
            registers.set(2, frame + CONTEXT);
        }
        return true;
    }

    private static long stackTop(Task task, long stackPointer, SignalAction action) {
        AlternateStack alternate = task.signals().alternateStack();
        boolean use =
                action.has(Signal.SA_ONSTACK) && !alternate.disabled() && !AlternateStacks.isOn(task, stackPointer);
        return use ? alternate.address() + alternate.size() : stackPointer;
    }

    private static void write(Task task, Registers registers, SignalInfo info, SignalAction action, ByteBuffer bytes) {
        boolean fault = SignalInfoLayout.isFault(info);
        if (action.has(Signal.SA_SIGINFO)) {
            SignalInfoLayout.write(info, bytes, 0);
        }
        AlternateStacks.write(task, bytes, STACK);
        bytes.putLong(MASK, task.signals().maskForFrame());
        bytes.putLong(FAULT_ADDRESS, fault ? info.value() : 0);
        for (int i = 0; i <= Aarch64Registers.LR; i++) {
            bytes.putLong(REGISTERS + 8 * i, registers.get(i));
        }
        bytes.putLong(STACK_POINTER, registers.stackPointer());
        bytes.putLong(PROGRAM_COUNTER, registers.programCounter());
        bytes.putLong(STATE, registers.get(Aarch64Registers.PSTATE));
        bytes.position(RECORDS);
        writeFloatingPoint(registers, bytes);
        if (fault && info.extra() != 0) {
            bytes.putInt(SYNDROME_MAGIC).putInt(SYNDROME_SIZE).putLong(info.extra());
        }
    }

    private static void writeFloatingPoint(Registers registers, ByteBuffer bytes) {
        bytes.putInt(FLOATING_POINT_MAGIC).putInt(FLOATING_POINT_SIZE);
        bytes.putInt((int) registers.get(Aarch64Registers.FPSR)).putInt((int) registers.get(Aarch64Registers.FPCR));
        for (int i = 0; i < 64; i++) {
            bytes.putLong(registers.get(Aarch64Registers.V0 + i));
        }
    }

    /**
     * Leaves a handler: takes all registers, the mask and the alternate stack from the frame at the stack pointer.
     *
     * @return false if the frame is not one
     */
    boolean pop(Task task) {
        Registers registers = task.cpu().registers();
        long frame = registers.stackPointer();
        byte[] content = new byte[SIZE];
        if ((frame & 15) != 0) {
            return false;
        }
        try {
            task.guest().copyIn(frame, content, 0, SIZE);
        } catch (ErrnoException fault) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        task.signals().setBlocked(bytes.getLong(MASK) & ~SignalSet.UNBLOCKABLE);
        long state = bytes.getLong(STATE);
        restoreRegisters(registers, bytes, state);
        if ((state & STATE_FORBIDDEN) != 0 || !restoreRecords(registers, bytes)) {
            return false;
        }
        AlternateStacks.restore(task, bytes, STACK);
        return true;
    }

    private static void restoreRegisters(Registers registers, ByteBuffer bytes, long state) {
        for (int i = 0; i <= Aarch64Registers.LR; i++) {
            registers.set(i, bytes.getLong(REGISTERS + 8 * i));
        }
        registers.setStackPointer(bytes.getLong(STACK_POINTER));
        registers.setProgramCounter(bytes.getLong(PROGRAM_COUNTER));
        registers.set(Aarch64Registers.PSTATE, state & STATE_SETTABLE);
    }

    /** Walks the records as {@code parse_user_sigframe} does: floating point exactly once, known others, a terminator. */
    private static boolean restoreRecords(Registers registers, ByteBuffer bytes) {
        int floatingPoint = 0;
        int at = RECORDS;
        while (true) {
            if (SIZE - at < 8) {
                return false;
            }
            int magic = bytes.getInt(at);
            int size = bytes.getInt(at + 4);
            if (magic == 0) {
                break;
            }
            boolean good = size >= 8 && (size & 15) == 0 && size <= SIZE - at;
            if (magic == FLOATING_POINT_MAGIC && size == FLOATING_POINT_SIZE && floatingPoint == 0) {
                floatingPoint = at;
            } else if (magic != SYNDROME_MAGIC && magic != EXTRA_MAGIC) {
                good = false;
            }
            if (!good) {
                return false;
            }
            at += size;
        }
        if (bytes.getInt(at + 4) != 0 || floatingPoint == 0) {
            return false;
        }
        registers.set(Aarch64Registers.FPSR, Integer.toUnsignedLong(bytes.getInt(floatingPoint + 8)));
        registers.set(Aarch64Registers.FPCR, Integer.toUnsignedLong(bytes.getInt(floatingPoint + 12)));
        for (int i = 0; i < 64; i++) {
            registers.set(Aarch64Registers.V0 + i, bytes.getLong(floatingPoint + 16 + 8 * i));
        }
        return true;
    }
}
