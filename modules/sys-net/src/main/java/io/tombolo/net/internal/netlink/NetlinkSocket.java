package io.tombolo.net.internal.netlink;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.HostSocket;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.socket.ScatteredMessage;
import io.tombolo.net.internal.socket.SocketFile;
import io.tombolo.net.internal.socket.SocketKind;
import java.nio.ByteBuffer;

/**
 * A socket of {@code NETLINK_ROUTE}, rtnetlink(7), to the host's kernel. Requests that look are passed on; one that would
 * change the host's network answers {@code EPERM}, whatever the Java process might do.
 */
public final class NetlinkSocket extends HostSocket {
    private static final int NETLINK_ROUTE = 0;
    /** {@code struct nlmsghdr}: length, type, flags, sequence, port. */
    private static final int HEADER = 16;

    private static final int OFF_TYPE = 4;
    /** {@code RTM_BASE}; the types below it are netlink's own. */
    private static final int FIRST_ROUTE_TYPE = 16;
    /** Four types for each kind of object: new, delete, get, set. */
    private static final int GET = 2;

    private static final int OFF_PORT = 4;
    private static final int OFF_GROUPS = 8;
    private static final int ADDRESS_SIZE = 12;

    private NetlinkSocket(NetworkHost host, int descriptor, SocketKind kind, int statusFlags) {
        super(host, descriptor, kind, statusFlags);
    }

    /**
     * Makes a socket.
     *
     * @throws ErrnoException {@code EPROTONOSUPPORT} for another protocol than {@code NETLINK_ROUTE}
     */
    public static SocketFile create(NetworkHost host, SocketKind kind, int statusFlags) {
        requireKnown(kind);
        int descriptor = host.sockets().create(kind.family(), kind.type(), kind.protocol());
        return new NetlinkSocket(host, descriptor, kind, statusFlags);
    }

    /** Throws unless it is netlink to the routing tables. */
    static void requireKnown(SocketKind kind) {
        if (kind.type() != Socket.SOCK_RAW && kind.type() != Socket.SOCK_DGRAM) {
            throw ErrnoException.of(Errno.ESOCKTNOSUPPORT);
        }
        if (kind.protocol() != NETLINK_ROUTE) {
            throw ErrnoException.of(Errno.EPROTONOSUPPORT);
        }
    }

    /** The guest must not change what was looked at, so what is sent is a copy. */
    @Override
    public long send(Task task, GuestBuffer buffer, int flags, SocketMessage message) {
        message.setControlLength(0);
        if (!isToKernel(message)) {
            return Errno.EPERM.result();
        }
        NativeBuffer copy = ScatteredMessage.copyOf(buffer);
        return onlyLooks(copy.bytes()) ? sendToHost(task, buffer, flags, message, copy) : Errno.EPERM.result();
    }

    private static boolean isToKernel(SocketMessage message) {
        return message.nameLength() < ADDRESS_SIZE
                || (message.name().getInt(OFF_PORT) == 0 && message.name().getInt(OFF_GROUPS) == 0);
    }

    private static boolean onlyLooks(ByteBuffer requests) {
        int at = 0;
        while (requests.capacity() - at >= HEADER) {
            int length = requests.getInt(at);
            int type = Short.toUnsignedInt(requests.getShort(at + OFF_TYPE));
            if (type >= FIRST_ROUTE_TYPE && (type & 3) != GET) {
                return false;
            }
            if (length < HEADER || length > requests.capacity() - at) {
                return true;
            }
            at += (length + 3) & ~3;
        }
        return true;
    }
}
