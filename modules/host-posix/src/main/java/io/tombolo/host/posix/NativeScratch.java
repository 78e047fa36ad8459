package io.tombolo.host.posix;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.internal.HostAbi;
import java.nio.ByteBuffer;

/**
 * One thread's memory for the arguments of one host call: two paths and a few small structures. No method that uses it
 * calls another one that does while it still needs the contents.
 */
final class NativeScratch {
    /** Linux's {@code PATH_MAX}: the longest path, its terminator included. */
    static final int PATH_LIMIT = 4096;

    /** How much room there is for structures. */
    static final int STRUCTURE_LIMIT = HostAbi.MEMORY;

    private static final int SECOND_PATH = STRUCTURE_LIMIT + PATH_LIMIT;

    /** Static, since it belongs to a thread and not to a kernel: nothing in it outlives a call. */
    private static final ThreadLocal<NativeScratch> CURRENT = new ThreadLocal<>() {
        @Override
        protected NativeScratch initialValue() {
            return new NativeScratch();
        }
    };

    private final NativeBuffer buffer = NativeBuffer.allocate(STRUCTURE_LIMIT + 2 * PATH_LIMIT);

    /** {@return the calling thread's} */
    static NativeScratch current() {
        return CURRENT.get();
    }

    /** The structures, at offset 0; their address is {@link #address}. */
    ByteBuffer structures() {
        return buffer.bytes();
    }

    long address() {
        return buffer.address();
    }

    /** Copies a path or name in and answers its address. */
    long path(byte[] path) {
        return string(path, STRUCTURE_LIMIT);
    }

    /** As {@link #path}, for the second path of a call that takes two. */
    long secondPath(byte[] path) {
        return string(path, SECOND_PATH);
    }

    /** The first bytes of the second path's place, where a call has written a name. */
    byte[] secondPathBytes(int length) {
        byte[] name = new byte[length];
        buffer.bytes().get(SECOND_PATH, name);
        return name;
    }

    private long string(byte[] string, int offset) {
        if (string.length >= PATH_LIMIT) {
            throw ErrnoException.of(Errno.ENAMETOOLONG);
        }
        for (byte character : string) {
            if (character == 0) {
                throw ErrnoException.of(Errno.EINVAL);
            }
        }
        ByteBuffer bytes = buffer.bytes();
        bytes.put(offset, string);
        bytes.put(offset + string.length, (byte) 0);
        return buffer.address() + offset;
    }
}
