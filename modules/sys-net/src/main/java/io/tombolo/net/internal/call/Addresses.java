package io.tombolo.net.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.socket.SocketScratch;

/** Socket addresses on their way between the guest and a {@link SocketMessage}. */
final class Addresses {
    private Addresses() {}

    /**
     * Takes an address from the guest.
     *
     * @throws ErrnoException {@code EINVAL} for a length that no address has, {@code EFAULT}
     */
    static SocketMessage read(Task task, NetworkHost host, long address, int length, SocketMessage to) {
        if (length < 0 || length > SocketMessage.NAME_LIMIT) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        SocketScratch scratch = host.scratch();
        task.guest().copyIn(address, scratch.heapBytes(), 0, length);
        to.name().put(0, scratch.heapBytes(), 0, length);
        to.setNameLength(length);
        return to;
    }

    /** The room that a guest has for an address. */
    static int room(Task task, long lengthAddress) {
        int room = task.guest().getInt(lengthAddress);
        if (room < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return room;
    }

    /** Gives an address to the guest, cut to the room, and its whole length. */
    static void write(Task task, NetworkHost host, SocketMessage from, long address, long lengthAddress) {
        int room = room(task, lengthAddress);
        copyOut(task, host, from, address, room);
        task.guest().putInt(lengthAddress, from.nameLength());
    }

    /** Gives an address to the guest, cut to the room. */
    static void copyOut(Task task, NetworkHost host, SocketMessage from, long address, int room) {
        byte[] heap = host.scratch().heapBytes();
        int length = Math.min(room, Math.min(from.nameLength(), SocketMessage.NAME_LIMIT));
        from.name().get(0, heap, 0, length);
        task.guest().copyOut(address, heap, 0, length);
    }
}
