package io.tombolo.host.posix;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Host memory outside the Java heap, zero-filled, for the arguments and results of host calls. It is given back once
 * the object is unreachable, so a caller keeps the object, not only its address, for as long as the host may use the
 * memory. Not thread-safe.
 */
public final class NativeBuffer {
    private final ByteBuffer bytes;
    private final long address;

    private NativeBuffer(ByteBuffer bytes, long address) {
        this.bytes = bytes;
        this.address = address;
    }

    /** {@return a buffer of that many bytes, aligned to eight} */
    public static NativeBuffer allocate(int size) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(size);
        return new NativeBuffer(
                bytes.order(ByteOrder.nativeOrder()),
                MemorySegment.ofBuffer(bytes).address());
    }

    /** {@return the host address of the first byte} */
    public long address() {
        return address;
    }

    /** {@return the length in bytes} */
    public int size() {
        return bytes.capacity();
    }

    /** {@return the bytes, in the host's byte order, for absolute gets and puts} */
    public ByteBuffer bytes() {
        return bytes;
    }
}
