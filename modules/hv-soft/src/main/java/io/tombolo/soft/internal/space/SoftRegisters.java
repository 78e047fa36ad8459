package io.tombolo.soft.internal.space;

import static io.tombolo.core.spi.Aarch64Registers.COUNT;
import static io.tombolo.core.spi.Aarch64Registers.FPCR;
import static io.tombolo.core.spi.Aarch64Registers.FPSR;
import static io.tombolo.core.spi.Aarch64Registers.PC;
import static io.tombolo.core.spi.Aarch64Registers.PSTATE;
import static io.tombolo.core.spi.Aarch64Registers.SP;
import static io.tombolo.core.spi.Aarch64Registers.TPIDR;
import static io.tombolo.core.spi.Aarch64Registers.V0;

import io.tombolo.core.spi.Registers;
import io.tombolo.soft.internal.CpuState;
import java.util.Arrays;

/** The kernel's view of a {@link CpuState}. */
final class SoftRegisters implements Registers {
    private static final int NZCV_BITS = 0xf000_0000;
    private static final int SYSCALL_NUMBER = 8;

    private final CpuState state;

    SoftRegisters(CpuState state) {
        this.state = state;
    }

    @Override
    public long get(int index) {
        if (index <= SP) {
            return state.r[index];
        }
        return switch (index) {
            case PC -> state.pc;
            case PSTATE -> state.nzcv & 0xffff_ffffL;
            case TPIDR -> state.tpidr;
            case FPCR -> state.fp.control();
            case FPSR -> state.fp.status();
            default -> state.r[vectorSlot(index)];
        };
    }

    @Override
    public void set(int index, long value) {
        if (index <= SP) {
            state.r[index] = value;
            return;
        }
        switch (index) {
            case PC -> state.pc = value;
            case PSTATE -> state.nzcv = (int) value & NZCV_BITS;
            case TPIDR -> state.tpidr = value;
            case FPCR -> state.fp.setControl((int) value);
            case FPSR -> state.fp.setStatus((int) value);
            default -> state.r[vectorSlot(index)] = value;
        }
    }

    private static int vectorSlot(int index) {
        if (index < V0 || index >= COUNT) {
            throw new IllegalArgumentException("no register " + index);
        }
        return CpuState.V + index - V0;
    }

    @Override
    public long programCounter() {
        return state.pc;
    }

    @Override
    public void setProgramCounter(long value) {
        state.pc = value;
    }

    @Override
    public long stackPointer() {
        return state.r[CpuState.SP];
    }

    @Override
    public void setStackPointer(long value) {
        state.r[CpuState.SP] = value;
    }

    @Override
    public long threadPointer() {
        return state.tpidr;
    }

    @Override
    public void setThreadPointer(long value) {
        state.tpidr = value;
    }

    @Override
    public long systemCallNumber() {
        return state.r[SYSCALL_NUMBER];
    }

    @Override
    public long argument(int index) {
        return state.r[index];
    }

    @Override
    public void setArgument(int index, long value) {
        state.r[index] = value;
    }

    @Override
    public void setResult(long value) {
        state.r[0] = value;
    }

    @Override
    public int systemCallInstructionLength() {
        return Integer.BYTES;
    }

    @Override
    public void copyFrom(Registers other) {
        state.copyRegistersFrom(((SoftRegisters) other).state);
    }

    @Override
    public void clear() {
        Arrays.fill(state.r, 0);
        state.pc = 0;
        state.nzcv = 0;
        state.tpidr = 0;
        state.fp.setControl(0);
        state.fp.setStatus(0);
        state.reservation = CpuState.NO_RESERVATION;
    }
}
