package io.tombolo.host.posix.internal.linux;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.nio.charset.StandardCharsets;

/** What the kernel told this process at its start: {@code /proc/self/auxv}, see getauxval(3). */
final class AuxiliaryVector {
    private static final int AT_PAGESZ = 6;
    private static final byte[] PATH = "/proc/self/auxv\0".getBytes(StandardCharsets.US_ASCII);

    /** {@return the size of a page, which an AArch64 kernel chooses when it is built: 4, 16 or 64 KiB} */
    static int pageSize(HostCalls calls) {
        NativeBuffer memory = NativeBuffer.allocate(4096);
        memory.bytes().put(0, PATH);
        int file = (int) check(
                calls.call(SyscallNumbers.OPENAT, Fcntl.AT_FDCWD, memory.address(), Fcntl.O_RDONLY | Fcntl.O_CLOEXEC));
        long length = calls.call(SyscallNumbers.READ, file, memory.address(), memory.size());
        check(calls.call(SyscallNumbers.CLOSE, file));
        for (int entry = 0; entry < check(length); entry += 2 * Long.BYTES) {
            if (memory.bytes().getLong(entry) == AT_PAGESZ) {
                return (int) memory.bytes().getLong(entry + Long.BYTES);
            }
        }
        throw new IllegalStateException("/proc/self/auxv does not name the page size");
    }

    private AuxiliaryVector() {}
}
