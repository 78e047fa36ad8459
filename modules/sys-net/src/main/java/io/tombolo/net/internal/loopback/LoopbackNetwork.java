package io.tombolo.net.internal.loopback;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.socket.SocketFile;
import io.tombolo.net.internal.socket.SocketKind;
import io.tombolo.net.internal.unix.UnixSockets;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a kernel whose guests have loopback only. Behind each socket is one of AF_UNIX of the host, under a name that
 * the host has not seen; who has which port is known here alone. The lock is this object's monitor; no host call is made
 * and no other lock taken under it.
 */
@Singleton
public final class LoopbackNetwork {
    private static final int FIRST_FREE_PORT = 32768;
    private static final int LAST_FREE_PORT = 60999;
    private static final int IPPROTO_ICMP = 1;
    private static final int IPPROTO_TCP = 6;
    private static final int IPPROTO_UDP = 17;

    private final NetworkHost host;
    private final UnixSockets names;
    private final Map<Integer, List<LoopbackSocket>> streams = new HashMap<>();
    private final Map<Integer, List<LoopbackSocket>> datagrams = new HashMap<>();
    private final Map<String, LoopbackSocket> hostNames = new HashMap<>();
    private int nextPort = FIRST_FREE_PORT;

    @Inject
    LoopbackNetwork(NetworkHost host, UnixSockets names) {
        this.host = host;
        this.names = names;
    }

    NetworkHost host() {
        return host;
    }

    String newHostName() {
        return names.newHostName();
    }

    /**
     * Makes a socket of AF_INET or AF_INET6.
     *
     * @throws ErrnoException {@code EPROTONOSUPPORT}, {@code ESOCKTNOSUPPORT}, {@code EPERM}, {@code EACCES}
     */
    public SocketFile create(SocketKind kind, int statusFlags) {
        return switch (kind.type()) {
            case Socket.SOCK_STREAM -> stream(kind, statusFlags);
            case Socket.SOCK_DGRAM -> datagrams(kind, statusFlags);
            case Socket.SOCK_RAW -> throw ErrnoException.of(Errno.EPERM);
            default -> throw ErrnoException.of(Errno.ESOCKTNOSUPPORT);
        };
    }

    private SocketFile stream(SocketKind kind, int statusFlags) {
        requireProtocol(kind, IPPROTO_TCP);
        int descriptor = host.sockets().create(Socket.AF_UNIX, Socket.SOCK_STREAM, 0);
        return new LoopbackStream(this, descriptor, kind, statusFlags);
    }

    private SocketFile datagrams(SocketKind kind, int statusFlags) {
        if (kind.protocol() == IPPROTO_ICMP) {
            throw ErrnoException.of(Errno.EACCES);
        }
        requireProtocol(kind, IPPROTO_UDP);
        int descriptor = host.sockets().create(Socket.AF_UNIX, Socket.SOCK_DGRAM, 0);
        return new LoopbackDatagrams(this, descriptor, kind, statusFlags);
    }

    private static void requireProtocol(SocketKind kind, int protocol) {
        if (kind.protocol() != 0 && kind.protocol() != protocol) {
            throw ErrnoException.of(Errno.EPROTONOSUPPORT);
        }
    }

    private Map<Integer, List<LoopbackSocket>> ports(LoopbackSocket socket) {
        return socket.kind().isStream() ? streams : datagrams;
    }

    /**
     * Gives a socket an address.
     *
     * @param wanted with port 0 for any free one
     * @return with the port that it has
     * @throws ErrnoException {@code EADDRINUSE}
     */
    synchronized InternetAddress bind(LoopbackSocket socket, InternetAddress wanted) {
        InternetAddress address = wanted.port() == 0 ? wanted.withPort(freePort(socket)) : wanted;
        if (isTaken(socket, address)) {
            throw ErrnoException.of(Errno.EADDRINUSE);
        }
        ports(socket).computeIfAbsent(address.port(), port -> new ArrayList<>()).add(socket);
        return address;
    }

    private int freePort(LoopbackSocket socket) {
        for (int attempt = FIRST_FREE_PORT; attempt <= LAST_FREE_PORT; attempt++) {
            int port = nextPort;
            nextPort = port == LAST_FREE_PORT ? FIRST_FREE_PORT : port + 1;
            if (!ports(socket).containsKey(port)) {
                return port;
            }
        }
        throw ErrnoException.of(Errno.EADDRINUSE);
    }

    private boolean isTaken(LoopbackSocket socket, InternetAddress address) {
        for (LoopbackSocket other : ports(socket).getOrDefault(address.port(), List.of())) {
            InternetAddress bound = other.local();
            boolean overlap = bound == null || overlap(socket, address, other, bound);
            if (overlap && !socket.sharesPortWith(other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean overlap(
            LoopbackSocket one, InternetAddress first, LoopbackSocket two, InternetAddress second) {
        return first.sameHost(second) || covers(one, first, second) || covers(two, second, first);
    }

    /** Whether a socket bound to all addresses gets what comes to that one. */
    private static boolean covers(LoopbackSocket socket, InternetAddress bound, InternetAddress address) {
        if (!bound.isAny()) {
            return false;
        }
        return bound.isMapped() ? address.isMapped() : !address.isMapped() || !socket.sixOnly();
    }

    /** Has the host's name of a socket lead to it. */
    synchronized void register(String hostName, LoopbackSocket socket) {
        hostNames.put(hostName, socket);
    }

    /** The socket that the host knows by a name. */
    synchronized @Nullable LoopbackSocket byHostName(String hostName) {
        return hostNames.get(hostName);
    }

    /** The socket that gets what is sent to an address: one bound to that very address before one bound to all. */
    synchronized @Nullable LoopbackSocket find(LoopbackSocket sender, InternetAddress to) {
        LoopbackSocket found = null;
        for (LoopbackSocket socket : ports(sender).getOrDefault(to.port(), List.of())) {
            InternetAddress bound = socket.local();
            if (bound == null || !socket.receives()) {
                continue;
            }
            if (bound.sameHost(to)) {
                return socket;
            }
            if (covers(socket, bound, to)) {
                found = socket;
            }
        }
        return found;
    }

    /** Gives a socket's port back. */
    synchronized void forget(LoopbackSocket socket) {
        InternetAddress address = socket.local();
        if (address != null) {
            ports(socket).computeIfPresent(address.port(), (port, sockets) -> {
                sockets.remove(socket);
                return sockets.isEmpty() ? null : sockets;
            });
        }
        String hostName = socket.hostName();
        if (hostName != null) {
            hostNames.remove(hostName, socket);
        }
    }
}
