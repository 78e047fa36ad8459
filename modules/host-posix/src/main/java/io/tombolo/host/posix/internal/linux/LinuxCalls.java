package io.tombolo.host.posix.internal.linux;

import io.tombolo.core.abi.Errno;
import io.tombolo.host.posix.spi.HostCalls;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Linux's system calls through the C library's {@code syscall(2)}. Linking the first downcall costs tens of
 * milliseconds at start-up and each further shape a few more, so there is exactly one: seven longs to a long, with
 * {@code errno} captured.
 */
public final class LinuxCalls implements HostCalls {
    /** Null where the host's numbers are the generic ones. */
    private final int @Nullable [] numbers;

    private LinuxCalls(int @Nullable [] numbers) {
        this.numbers = numbers;
    }

    /** The calls of a Linux host on x86-64. */
    public static LinuxCalls x8664() {
        return new LinuxCalls(X8664SyscallNumbers.table());
    }

    /** The calls of a Linux host on AArch64. */
    public static LinuxCalls aarch64() {
        return new LinuxCalls(null);
    }

    @Override
    public long call(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        int hostNumber = hostNumber(number);
        if (hostNumber < 0) {
            return Errno.ENOSYS.result();
        }
        ErrnoCapture capture = ErrnoCapture.CURRENT.get();
        long result;
        try {
            result = (long) Syscall.HANDLE.invokeExact(capture.segment, (long) hostNumber, a0, a1, a2, a3, a4, a5);
        } catch (Throwable impossible) {
            throw new AssertionError("syscall(2) cannot throw", impossible);
        }
        return result == -1 ? -capture.buffer.getInt(0) : result;
    }

    private int hostNumber(int number) {
        if (numbers == null) {
            return number;
        }
        return number >= 0 && number < numbers.length ? numbers[number] : -1;
    }

    /** Where one thread's downcalls leave {@code errno}. */
    private static final class ErrnoCapture {
        static final ThreadLocal<ErrnoCapture> CURRENT = new ThreadLocal<>() {
            @Override
            protected ErrnoCapture initialValue() {
                return new ErrnoCapture();
            }
        };

        final ByteBuffer buffer = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
        final MemorySegment segment = MemorySegment.ofBuffer(buffer);
    }

    /**
     * Holds the linked handle, in a static final field because only then does the JIT compile the call into its caller.
     * It is immutable and belongs to the process, not to a kernel.
     *
     * <p>The function is variadic in C, but is not linked as such: on both Linux ABIs integers then travel in the same
     * registers, and the plain form links in two thirds of the time.
     */
    @SuppressWarnings("restricted")
    private static final class Syscall {
        static final MethodHandle HANDLE = link();

        private static MethodHandle link() {
            Linker linker = Linker.nativeLinker();
            ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(word, word, word, word, word, word, word, word),
                    Linker.Option.captureCallState("errno"));
        }
    }
}
