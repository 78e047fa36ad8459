package io.tombolo.soft.bench;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Exit;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Registers;
import io.tombolo.soft.internal.PlainMemory;
import io.tombolo.soft.internal.SoftEngine;
import io.tombolo.soft.internal.SparseHostMemory;
import io.tombolo.soft.internal.space.SoftAddressSpace;
import io.tombolo.soft.internal.space.SoftCpu;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A static AArch64 executable with just enough of a kernel around it to print and to exit: what the engine alone can be measured and
 * tested with. System calls that it does not know answer ENOSYS.
 */
public final class StaticProgram {
    private static final int PAGE = 4096;
    private static final long STACK_TOP = 0x3f_ffff_0000L;
    private static final long STACK_SIZE = 1 << 20;
    private static final long BREAK_SIZE = 64 << 20;
    private static final long MMAP_BASE = 0x20_0000_0000L;
    private static final int ENOSYS = -38;

    private final SoftAddressSpace space;
    private final SoftCpu cpu;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private long programBreak;
    private long breakEnd;
    private long nextMap = MMAP_BASE;
    private int status = -1;

    /** Loads a program and lays out its stack. */
    public StaticProgram(Path file, String... arguments) throws IOException {
        this(new SoftEngine(new SparseHostMemory()), file, arguments);
    }

    /** Loads a program for an engine and lays out its stack. */
    public StaticProgram(SoftEngine engine, Path file, String... arguments) throws IOException {
        space = (SoftAddressSpace) engine.createAddressSpace();
        cpu = (SoftCpu) engine.createCpu(space);
        ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        long headers = elf.getLong(32);
        int count = elf.getShort(56);
        long end = 0;
        long headersAddress = 0;
        for (int i = 0; i < count; i++) {
            int at = (int) headers + i * 56;
            if (elf.getInt(at) == 1) {
                long address = elf.getLong(at + 16);
                end = Math.max(end, loadSegment(elf, at));
                if (elf.getLong(at + 8) == 0) {
                    headersAddress = address + headers;
                }
            }
        }
        programBreak = end;
        breakEnd = end + BREAK_SIZE;
        map(end, BREAK_SIZE, Access.READ | Access.WRITE);
        map(STACK_TOP - STACK_SIZE, STACK_SIZE, Access.READ | Access.WRITE);
        cpu.registers().setProgramCounter(elf.getLong(24));
        cpu.registers().setStackPointer(stack(arguments, engine, headersAddress, count, elf.getLong(24)));
    }

    private void map(long address, long length, int access) {
        space.map(address, length, access, new PlainMemory(length), 0);
    }

    private long loadSegment(ByteBuffer elf, int at) {
        long address = elf.getLong(at + 16);
        long start = address & -PAGE;
        long end = address + elf.getLong(at + 40) + PAGE - 1 & -PAGE;
        PlainMemory memory = new PlainMemory(end - start);
        byte[] bytes = new byte[(int) elf.getLong(at + 32)];
        elf.get((int) elf.getLong(at + 8), bytes);
        memory.segment()
                .asSlice(address - start)
                .copyFrom(java.lang.foreign.MemorySegment.ofArray(bytes).asSlice(0, bytes.length));
        int flags = elf.getInt(at + 4);
        int access = (flags & 4) / 4 * Access.READ | (flags & 2) / 2 * Access.WRITE | (flags & 1) * Access.EXECUTE;
        space.map(start, end - start, access, memory, 0);
        return end;
    }

    private long stack(String[] arguments, SoftEngine engine, long headers, int count, long entry) {
        GuestMemory memory = space.memory();
        long at = STACK_TOP - 4096;
        long[] pointers = new long[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            byte[] bytes = (arguments[i] + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            at -= bytes.length;
            memory.copyOut(at, bytes, 0, bytes.length);
            pointers[i] = at;
        }
        long[] auxiliary = {
            3,
            headers,
            4,
            56,
            5,
            count,
            6,
            PAGE,
            9,
            entry,
            16,
            engine.hardwareCapabilities(),
            23,
            0,
            25,
            STACK_TOP - 64,
            0,
            0
        };
        int words = 1 + arguments.length + 1 + 1 + auxiliary.length;
        long sp = at - words * 8L & -16;
        long write = sp;
        memory.putLong(write, arguments.length);
        for (long pointer : pointers) {
            memory.putLong(write += 8, pointer);
        }
        memory.putLong(write += 8, 0);
        memory.putLong(write += 8, 0);
        for (long value : auxiliary) {
            memory.putLong(write += 8, value);
        }
        return sp;
    }

    /** What it wrote to its standard output and error. */
    public byte[] output() {
        return output.toByteArray();
    }

    /** The vCPU. */
    public SoftCpu cpu() {
        return cpu;
    }

    /**
     * Runs to the end.
     *
     * @return the exit status
     * @throws IllegalStateException if it stops for anything but a system call
     */
    public int run() {
        Registers registers = cpu.registers();
        while (status < 0) {
            Exit exit = cpu.run();
            if (exit != Exit.SystemCall.INSTANCE) {
                throw new IllegalStateException(exit + " at 0x" + Long.toHexString(registers.programCounter()));
            }
            registers.setResult(call(registers));
        }
        return status;
    }

    private long call(Registers registers) {
        long first = registers.argument(0);
        return switch ((int) registers.systemCallNumber()) {
            case 64 -> write(registers.argument(1), (int) registers.argument(2));
            case 66 -> {
                long done = 0;
                for (int i = 0; i < registers.argument(2); i++) {
                    long vector = registers.argument(1) + i * 16L;
                    done += write(
                            cpu.memory().getLong(vector), (int) cpu.memory().getLong(vector + 8));
                }
                yield done;
            }
            case 93, 94 -> {
                status = (int) first & 0xff;
                yield 0;
            }
            case 96 -> 1;
            case 99, 261, 293 -> 0;
            case 113 -> {
                long now = System.nanoTime();
                cpu.memory().putLong(registers.argument(1), now / 1_000_000_000);
                cpu.memory().putLong(registers.argument(1) + 8, now % 1_000_000_000);
                yield 0;
            }
            case 173 -> 1;
            case 214 -> {
                programBreak = first >= programBreak && first <= breakEnd ? first : programBreak;
                yield programBreak;
            }
            case 222 -> {
                long length = registers.argument(1) + PAGE - 1 & -PAGE;
                map(nextMap, length, Access.READ | Access.WRITE);
                nextMap += length;
                yield nextMap - length;
            }
            case 215, 226 -> 0;
            default -> ENOSYS;
        };
    }

    private long write(long address, int length) {
        byte[] bytes = new byte[length];
        cpu.memory().copyIn(address, bytes, 0, length);
        output.writeBytes(bytes);
        return length;
    }
}
