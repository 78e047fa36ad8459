package io.tombolo.fs.internal.host;

import io.tombolo.host.posix.NativeBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * One thread's memory for the arguments of host calls and for structures on their way to the guest. What a method puts
 * there is good until the thread's next use.
 */
public final class Scratch {
    /** The most that a stream transfers by one host call. */
    public static final int BOUNCE_SIZE = 65536;

    private static final int STRUCTURES_SIZE = 8192;

    private final NativeBuffer structures = NativeBuffer.allocate(STRUCTURES_SIZE);
    private final ByteBuffer heap = ByteBuffer.allocate(STRUCTURES_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    private final FileAttributes attributes = new FileAttributes();
    private final SpanTransfer transfer = new SpanTransfer();
    private @Nullable NativeBuffer bounce;

    Scratch() {}

    /** Host memory for structures. */
    public ByteBuffer structures() {
        return structures.bytes();
    }

    /** The host address of {@link #structures}. */
    public long address() {
        return structures.address();
    }

    /** Heap memory for structures that go to or come from the guest; little-endian, with an array. */
    public ByteBuffer heap() {
        return heap;
    }

    /** Attributes to fill. */
    public FileAttributes attributes() {
        return attributes;
    }

    /** The visitor for transfers between a host descriptor and guest memory. */
    public SpanTransfer transfer() {
        return transfer;
    }

    /** Host memory of {@link #BOUNCE_SIZE} bytes between a stream and guest memory. */
    public NativeBuffer bounce() {
        NativeBuffer now = bounce;
        if (now == null) {
            now = NativeBuffer.allocate(BOUNCE_SIZE);
            bounce = now;
        }
        return now;
    }
}
