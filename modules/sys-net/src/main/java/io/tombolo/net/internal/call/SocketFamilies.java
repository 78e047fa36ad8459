package io.tombolo.net.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.net.internal.loopback.LoopbackNetwork;
import io.tombolo.net.internal.netlink.LoopbackNetlink;
import io.tombolo.net.internal.netlink.NetlinkSocket;
import io.tombolo.net.internal.socket.HostSocket;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.socket.SocketFile;
import io.tombolo.net.internal.socket.SocketKind;
import io.tombolo.net.internal.unix.UnixSockets;
import jakarta.inject.Inject;

/** Makes the sockets of each family. */
final class SocketFamilies {
    /** {@code SOCK_PACKET}, by which old programs ask for AF_PACKET. */
    private static final int SOCK_PACKET = 10;

    private final NetworkHost host;
    private final UnixSockets unix;
    private final LoopbackNetwork loopback;

    @Inject
    SocketFamilies(NetworkHost host, UnixSockets unix, LoopbackNetwork loopback) {
        this.host = host;
        this.unix = unix;
        this.loopback = loopback;
    }

    /**
     * Makes a socket.
     *
     * @throws ErrnoException {@code EAFNOSUPPORT}, {@code EPROTONOSUPPORT}, {@code ESOCKTNOSUPPORT}, {@code EPERM}...
     */
    SocketFile create(Task task, SocketKind kind, int statusFlags) {
        return switch (kind.family()) {
            case Socket.AF_UNIX -> unix.create(kind, statusFlags);
            case Socket.AF_INET, Socket.AF_INET6 -> internet(kind, statusFlags);
            case Socket.AF_NETLINK ->
                host.sharesNetwork()
                        ? NetlinkSocket.create(host, kind, statusFlags)
                        : LoopbackNetlink.create(task, host, kind, statusFlags);
            default -> throw ErrnoException.of(Errno.EAFNOSUPPORT);
        };
    }

    private SocketFile internet(SocketKind kind, int statusFlags) {
        if (!host.sharesNetwork()) {
            return loopback.create(kind, statusFlags);
        }
        if (kind.type() >= SOCK_PACKET) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        int descriptor = host.sockets().create(kind.family(), kind.type(), kind.protocol());
        return new HostSocket(host, descriptor, kind, statusFlags);
    }

    /**
     * Makes two connected sockets.
     *
     * @throws ErrnoException {@code EOPNOTSUPP} for a family that has none
     */
    SocketFile[] createPair(Task task, SocketKind kind, int statusFlags) {
        if (kind.family() == Socket.AF_UNIX) {
            return unix.createPair(task, kind, statusFlags);
        }
        create(task, kind, statusFlags).release();
        throw ErrnoException.of(Errno.EOPNOTSUPP);
    }
}
