package io.tombolo.net.internal.socket;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.SocketMessage;

/** Messages in so many ranges that one host call cannot take them as they lie; they go through a copy. */
public final class ScatteredMessage {
    /** More ranges than this may need more pieces than there are, for the longest message. */
    static final int MOST_RANGES = SocketMessage.PIECE_LIMIT / 2;

    /** Longer than any message that a host passes in one piece with its usual settings. */
    private static final int LONGEST = 1 << 20;

    /**
     * The bytes to send, taken from the buffer.
     *
     * @throws ErrnoException {@code EMSGSIZE}, {@code EFAULT}
     */
    public static NativeBuffer copyOf(GuestBuffer buffer) {
        if (buffer.remaining() > LONGEST) {
            throw ErrnoException.of(Errno.EMSGSIZE);
        }
        byte[] bytes = new byte[(int) buffer.remaining()];
        if (buffer.get(bytes, 0, bytes.length) < bytes.length) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        NativeBuffer copy = NativeBuffer.allocate(bytes.length);
        NativeMemory.copy(bytes, 0, copy.address(), bytes.length);
        return copy;
    }

    /** Room to receive. */
    static NativeBuffer roomFor(GuestBuffer buffer) {
        return NativeBuffer.allocate((int) Math.min(buffer.remaining(), LONGEST));
    }

    /** Gives the guest what was received. */
    static void copyTo(GuestBuffer buffer, NativeBuffer copy, long received) {
        byte[] bytes = new byte[(int) Math.min(received, copy.size())];
        NativeMemory.copy(copy.address(), bytes, 0, bytes.length);
        if (buffer.put(bytes, 0, bytes.length) < bytes.length) {
            throw ErrnoException.of(Errno.EFAULT);
        }
    }

    private ScatteredMessage() {}
}
