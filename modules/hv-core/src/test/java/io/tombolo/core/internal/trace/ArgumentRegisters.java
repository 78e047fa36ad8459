package io.tombolo.core.internal.trace;

import io.tombolo.core.spi.Registers;
import java.util.Arrays;

/** Registers that hold the arguments of one system call. */
final class ArgumentRegisters implements Registers {
    private final long[] arguments;

    ArgumentRegisters(long... arguments) {
        this.arguments = arguments;
    }

    @Override
    public long get(int index) {
        return argument(index);
    }

    @Override
    public void set(int index, long value) {
        arguments[index] = value;
    }

    @Override
    public long programCounter() {
        return 0;
    }

    @Override
    public void setProgramCounter(long value) {}

    @Override
    public long stackPointer() {
        return 0;
    }

    @Override
    public void setStackPointer(long value) {}

    @Override
    public long threadPointer() {
        return 0;
    }

    @Override
    public void setThreadPointer(long value) {}

    @Override
    public long systemCallNumber() {
        return 0;
    }

    @Override
    public long argument(int index) {
        return index < arguments.length ? arguments[index] : 0;
    }

    @Override
    public void setArgument(int index, long value) {
        arguments[index] = value;
    }

    @Override
    public void setResult(long value) {}

    @Override
    public int systemCallInstructionLength() {
        return 4;
    }

    @Override
    public void copyFrom(Registers other) {}

    @Override
    public void clear() {
        Arrays.fill(arguments, 0);
    }
}
