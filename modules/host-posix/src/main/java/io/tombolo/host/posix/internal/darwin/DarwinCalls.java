package io.tombolo.host.posix.internal.darwin;

import io.tombolo.core.abi.Errno;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Darwin's C library on AArch64. Its system calls have no stable numbers, so each call is a function, found by name at
 * its first use. They share three downcall shapes: six longs to a long with none, two or three of them before the
 * variable arguments, which Apple's calling convention passes on the stack. Not checked here.
 */
public final class DarwinCalls implements HostCalls {
    private static final long DARWIN_AT_FDCWD = -2;
    private static final int F_FULLFSYNC = 51;
    private static final int F_PUNCHHOLE = 99;

    private final SymbolLookup library;
    private final AtomicReferenceArray<@Nullable MemorySegment> functions =
            new AtomicReferenceArray<>(SyscallNumbers.LIMIT);

    /** The calls of the C library that the process has. */
    public DarwinCalls() {
        this(Linker.nativeLinker().defaultLookup());
    }

    DarwinCalls(SymbolLookup library) {
        this.library = library;
    }

    @Override
    public long call(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        int directories = DarwinFunctions.directoryArguments(number);
        if ((directories & 1) != 0) {
            a0 = directory(a0);
        }
        if ((directories & 1 << 1) != 0) {
            a1 = directory(a1);
        }
        if ((directories & 1 << 2) != 0) {
            a2 = directory(a2);
        }
        return switch (number) {
            case SyscallNumbers.OPENAT ->
                (int) invoke(Shapes.AFTER_THREE, function(number, "openat"), a0, a1, a2, a3, 0, 0);
            case SyscallNumbers.FCNTL -> fcntl(a0, a1, a2);
            case SyscallNumbers.IOCTL -> (int) invoke(Shapes.AFTER_TWO, function(number, "ioctl"), a0, a1, a2, 0, 0, 0);
            case SyscallNumbers.FSYNC, SyscallNumbers.FDATASYNC -> fcntl(a0, F_FULLFSYNC, 0);
            case SyscallNumbers.FALLOCATE -> punchHole(a0, a1, a2, a3);
            case SyscallNumbers.PREADV2 -> vector(SyscallNumbers.READV, SyscallNumbers.PREADV, a0, a1, a2, a3, a5);
            case SyscallNumbers.PWRITEV2 -> vector(SyscallNumbers.WRITEV, SyscallNumbers.PWRITEV, a0, a1, a2, a3, a5);
            case SyscallNumbers.PPOLL -> poll(a0, a1, a2);
            case SyscallNumbers.PIPE2 -> (int) invoke(Shapes.FIXED, function(number, "pipe"), a0, 0, 0, 0, 0, 0);
            case SyscallNumbers.GETDENTS64 -> directoryEntries(a0, a1, a2);
            case SyscallNumbers.GETRANDOM -> random(a0, a1);
            case SyscallNumbers.PRLIMIT64 -> limit(a0, a1, a2, a3);
            default -> byName(number, a0, a1, a2, a3, a4, a5);
        };
    }

    private long byName(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        String name = DarwinFunctions.name(number);
        if (name == null) {
            return Errno.ENOSYS.result();
        }
        long result = invoke(Shapes.FIXED, function(number, name), a0, a1, a2, a3, a4, a5);
        return DarwinFunctions.answersLong(number) ? result : (int) result;
    }

    private static long directory(long descriptor) {
        return (int) descriptor == Fcntl.AT_FDCWD ? DARWIN_AT_FDCWD : descriptor;
    }

    private long fcntl(long descriptor, long command, long argument) {
        MemorySegment function = function(SyscallNumbers.FCNTL, "fcntl");
        return (int) invoke(Shapes.AFTER_TWO, function, descriptor, command, argument, 0, 0, 0);
    }

    /** {@code struct fpunchhole}: flags, reserved, then offset and length. */
    private long punchHole(long descriptor, long mode, long offset, long length) {
        if (mode != (Fcntl.FALLOC_FL_PUNCH_HOLE | Fcntl.FALLOC_FL_KEEP_SIZE)) {
            return Errno.EOPNOTSUPP.result();
        }
        ThreadMemory memory = ThreadMemory.CURRENT.get();
        memory.arguments.bytes().putLong(0, 0).putLong(8, offset).putLong(16, length);
        return fcntl(descriptor, F_PUNCHHOLE, memory.arguments.address());
    }

    private long vector(int atOffset, int atPosition, long a0, long a1, long a2, long position, long flags) {
        if (flags != 0) {
            return Errno.EOPNOTSUPP.result();
        }
        return position == -1 ? byName(atOffset, a0, a1, a2, 0, 0, 0) : byName(atPosition, a0, a1, a2, position, 0, 0);
    }

    /** Darwin's {@code poll} counts milliseconds, so the time is rounded up. */
    private long poll(long entries, long count, long time) {
        long milliseconds = -1;
        if (time != 0) {
            long seconds = NativeMemory.getLong(time);
            long nanoseconds = NativeMemory.getLong(time + Long.BYTES);
            milliseconds = Math.min(Integer.MAX_VALUE, seconds * 1000 + (nanoseconds + 999_999) / 1_000_000);
        }
        MemorySegment function = function(SyscallNumbers.PPOLL, "poll");
        return (int) invoke(Shapes.FIXED, function, entries, count, milliseconds, 0, 0, 0);
    }

    private long directoryEntries(long descriptor, long address, long size) {
        MemorySegment function = function(SyscallNumbers.GETDENTS64, "__getdirentries64");
        long position = ThreadMemory.CURRENT.get().arguments.address();
        return invoke(Shapes.FIXED, function, descriptor, address, size, position, 0, 0);
    }

    private long random(long address, long length) {
        MemorySegment function = function(SyscallNumbers.GETRANDOM, "arc4random_buf");
        invoke(Shapes.FIXED, function, address, length, 0, 0, 0, 0);
        return length;
    }

    private long limit(long process, long resource, long newLimit, long oldLimit) {
        if (process != 0) {
            return Errno.ENOSYS.result();
        }
        long result = 0;
        if (oldLimit != 0) {
            MemorySegment function = library.findOrThrow("getrlimit");
            result = (int) invoke(Shapes.FIXED, function, resource, oldLimit, 0, 0, 0, 0);
        }
        if (newLimit != 0 && result == 0) {
            MemorySegment function = library.findOrThrow("setrlimit");
            result = (int) invoke(Shapes.FIXED, function, resource, newLimit, 0, 0, 0, 0);
        }
        return result;
    }

    private MemorySegment function(int number, String name) {
        MemorySegment function = functions.get(number);
        if (function == null) {
            function = library.findOrThrow(name);
            functions.set(number, function);
        }
        return function;
    }

    /** Answers the function's result, or the negative errno in all 64 bits. */
    private static long invoke(
            MethodHandle shape, MemorySegment function, long a0, long a1, long a2, long a3, long a4, long a5) {
        ThreadMemory memory = ThreadMemory.CURRENT.get();
        long result;
        try {
            memory.errno.putInt(0, 0);
            result = (long) shape.invokeExact(function, memory.errnoSegment, a0, a1, a2, a3, a4, a5);
        } catch (Throwable impossible) {
            throw new AssertionError("a function of the C library cannot throw", impossible);
        }
        boolean failed = (int) result == -1 && memory.errno.getInt(0) != 0;
        return failed ? DarwinErrno.toLinux(memory.errno.getInt(0)).result() : result;
    }

    /** One thread's memory for {@code errno} and small structures; nothing in it outlives a call. */
    private static final class ThreadMemory {
        static final ThreadLocal<ThreadMemory> CURRENT = new ThreadLocal<>() {
            @Override
            protected ThreadMemory initialValue() {
                return new ThreadMemory();
            }
        };

        final ByteBuffer errno = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
        final MemorySegment errnoSegment = MemorySegment.ofBuffer(errno);
        final NativeBuffer arguments = NativeBuffer.allocate(3 * Long.BYTES);
    }

    /**
     * The linked shapes, in static final fields so that the JIT compiles them into their callers; the function is an
     * argument.
     */
    @SuppressWarnings("restricted")
    private static final class Shapes {
        static final MethodHandle FIXED = link();
        static final MethodHandle AFTER_TWO = link(Linker.Option.firstVariadicArg(2));
        static final MethodHandle AFTER_THREE = link(Linker.Option.firstVariadicArg(3));

        private static MethodHandle link(Linker.Option... variadic) {
            ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
            Linker.Option[] options = new Linker.Option[variadic.length + 1];
            options[0] = Linker.Option.captureCallState("errno");
            System.arraycopy(variadic, 0, options, 1, variadic.length);
            return Linker.nativeLinker()
                    .downcallHandle(FunctionDescriptor.of(word, word, word, word, word, word, word), options);
        }
    }
}
