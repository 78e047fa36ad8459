package io.tombolo.net.internal.socket;

import io.tombolo.host.posix.HostSockets;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.SocketMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One thread's memory for the arguments of host calls and for structures on their way to and from the guest. What a method
 * puts there is good until the thread's next system call.
 */
public final class SocketScratch {
    /** The longest value of an option, and the longest of other structures. */
    public static final int STRUCTURE_LIMIT = SocketMessage.CONTROL_LIMIT;

    private final SocketMessage message = new SocketMessage();
    private final SocketTransfer transfer;
    private final NativeBuffer structure = NativeBuffer.allocate(STRUCTURE_LIMIT);
    private final byte[] heapBytes = new byte[STRUCTURE_LIMIT];
    private final ByteBuffer heap = ByteBuffer.wrap(heapBytes).order(ByteOrder.LITTLE_ENDIAN);

    SocketScratch(HostSockets sockets) {
        transfer = new SocketTransfer(sockets, message);
    }

    /** The message of the system call in progress. */
    public SocketMessage message() {
        return message;
    }

    /** What moves the message. */
    SocketTransfer transfer() {
        return transfer;
    }

    /** Host memory for a structure. */
    public NativeBuffer structure() {
        return structure;
    }

    /** The bytes of {@link #heap}. */
    public byte[] heapBytes() {
        return heapBytes;
    }

    /** Heap memory for structures that go to or come from the guest; little-endian. */
    public ByteBuffer heap() {
        return heap;
    }
}
