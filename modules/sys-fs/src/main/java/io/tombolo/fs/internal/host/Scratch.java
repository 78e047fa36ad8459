package io.tombolo.fs.internal.host;

import io.tombolo.host.posix.EpollEvents;
import io.tombolo.host.posix.HostEvents;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.PollSet;
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
    private final byte[] heapBytes = new byte[STRUCTURES_SIZE];
    private final ByteBuffer heap = ByteBuffer.wrap(heapBytes).order(ByteOrder.LITTLE_ENDIAN);
    private final FileAttributes attributes = new FileAttributes();
    private final SpanTransfer transfer = new SpanTransfer();
    private final PollSet pollSet = new PollSet();
    private @Nullable NativeBuffer bounce;
    private @Nullable EpollEvents epollEvents;
    private int epollCapacity;

    Scratch() {}

    /** Host memory for structures. */
    public ByteBuffer structures() {
        return structures.bytes();
    }

    /** The host address of {@link #structures}. */
    public long address() {
        return structures.address();
    }

    /** The bytes of {@link #heap}. */
    public byte[] heapBytes() {
        return heapBytes;
    }

    /** Heap memory for structures that go to or come from the guest; little-endian. */
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

    /** An empty set of descriptors to wait for. */
    public PollSet pollSet() {
        pollSet.clear();
        return pollSet;
    }

    /** Room for that many events of an epoll instance. */
    public EpollEvents epollEvents(HostEvents host, int capacity) {
        EpollEvents now = epollEvents;
        if (now == null || epollCapacity != capacity) {
            now = host.newEpollEvents(capacity);
            epollEvents = now;
            epollCapacity = capacity;
        }
        return now;
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
