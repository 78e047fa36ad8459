package io.tombolo.proc.internal.trace;

import static io.tombolo.core.abi.Ptrace.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Aarch64Registers;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Registers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The registers of a stopped task as {@code PTRACE_GETREGSET} shows them ({@code arch/arm64/kernel/ptrace.c}). */
final class RegisterSets {
    private static final int GENERAL = 272;
    private static final int FLOATING_POINT = 528;
    private static final int NUMBER_REGISTER = 8;
    /** The condition flags and SSBS: what may be set. */
    private static final long STATE_SETTABLE = 0xF0001000L;

    private RegisterSets() {}

    /** Reads a set; throws {@code EINVAL} if there is none of the type. */
    static byte[] read(Task task, int type) {
        Registers registers = task.cpu().registers();
        ByteBuffer set = ByteBuffer.allocate(size(type)).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case NT_PRSTATUS -> {
                for (int i = 0; i <= Aarch64Registers.LR; i++) {
                    set.putLong(registers.get(i));
                }
                set.putLong(registers.stackPointer()).putLong(registers.programCounter());
                set.putLong(registers.get(Aarch64Registers.PSTATE));
            }
            case NT_PRFPREG -> {
                for (int i = 0; i < 64; i++) {
                    set.putLong(registers.get(Aarch64Registers.V0 + i));
                }
                set.putInt((int) registers.get(Aarch64Registers.FPSR));
                set.putInt((int) registers.get(Aarch64Registers.FPCR));
            }
            case NT_ARM_TLS -> set.putLong(registers.threadPointer());
            default -> set.putInt(task.systemCall() < 0 ? -1 : (int) registers.get(NUMBER_REGISTER));
        }
        return set.array();
    }

    private static int size(int type) {
        return switch (type) {
            case NT_PRSTATUS -> GENERAL;
            case NT_PRFPREG -> FLOATING_POINT;
            case NT_ARM_TLS -> Long.BYTES;
            case NT_ARM_SYSTEM_CALL -> Integer.BYTES;
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    /** Writes a set, of which the beginning is new. */
    static void write(Task task, int type, byte[] content) {
        Registers registers = task.cpu().registers();
        ByteBuffer set = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case NT_PRSTATUS -> {
                for (int i = 0; i <= Aarch64Registers.LR; i++) {
                    registers.set(i, set.getLong());
                }
                registers.setStackPointer(set.getLong());
                registers.setProgramCounter(set.getLong());
                registers.set(Aarch64Registers.PSTATE, set.getLong() & STATE_SETTABLE);
            }
            case NT_PRFPREG -> {
                for (int i = 0; i < 64; i++) {
                    registers.set(Aarch64Registers.V0 + i, set.getLong());
                }
                registers.set(Aarch64Registers.FPSR, Integer.toUnsignedLong(set.getInt()));
                registers.set(Aarch64Registers.FPCR, Integer.toUnsignedLong(set.getInt()));
            }
            case NT_ARM_TLS -> registers.setThreadPointer(set.getLong());
            default -> registers.set(NUMBER_REGISTER, set.getInt());
        }
    }
}
