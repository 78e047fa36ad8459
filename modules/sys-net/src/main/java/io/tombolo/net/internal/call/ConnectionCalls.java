package io.tombolo.net.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.socket.SocketFile;
import jakarta.inject.Inject;

/** Naming sockets and connecting them. */
public final class ConnectionCalls {
    private final NetworkHost host;

    @Inject
    ConnectionCalls(NetworkHost host) {
        this.host = host;
    }

    /** Gives a socket an address. */
    @Syscall("bind")
    public long bind(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            @Arg(value = ArgumentKind.SOCKET_ADDRESS, length = "addrlen") long addr,
            int addrlen) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            socket.bind(task, Addresses.read(task, host, addr, addrlen, message()));
            return 0;
        } finally {
            socket.release();
        }
    }

    private SocketMessage message() {
        return host.scratch().message().clear();
    }

    /** Connects a socket, or sets where datagrams go. */
    @Syscall("connect")
    public long connect(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            @Arg(value = ArgumentKind.SOCKET_ADDRESS, length = "addrlen") long addr,
            int addrlen) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            return socket.connect(task, Addresses.read(task, host, addr, addrlen, message()));
        } finally {
            socket.release();
        }
    }

    /** Lets a socket take connections. */
    @Syscall("listen")
    public long listen(Task task, @Arg(ArgumentKind.FD) int sockfd, int backlog) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            socket.listen(task, backlog);
            return 0;
        } finally {
            socket.release();
        }
    }

    /** Takes a connection. */
    @Syscall(value = "accept", result = ArgumentKind.FD)
    public int accept(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            @Arg(ArgumentKind.POINTER) long addr,
            @Arg(ArgumentKind.INT_POINTER) long addrlen) {
        return accept4(task, sockfd, addr, addrlen, 0);
    }

    /** Takes a connection, with flags for the new descriptor. */
    @Syscall(value = "accept4", result = ArgumentKind.FD)
    public int accept4(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            @Arg(ArgumentKind.POINTER) long addr,
            @Arg(ArgumentKind.INT_POINTER) long addrlen,
            @Arg(ArgumentKind.SOCKET_TYPE) int flags) {
        if ((flags & ~(Socket.SOCK_CLOEXEC | Socket.SOCK_NONBLOCK)) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            SocketMessage peer = message();
            SocketFile connection = socket.accept(task, peer, SocketCalls.statusFlags(flags));
            if (addr != 0) {
                tellPeer(task, peer, connection, addr, addrlen);
            }
            return Sockets.install(task, connection, SocketCalls.closesOnExec(flags));
        } finally {
            socket.release();
        }
    }

    /** A connection whose peer cannot be told is lost, as on Linux. */
    private void tellPeer(Task task, SocketMessage peer, SocketFile connection, long addr, long addrlen) {
        try {
            Addresses.write(task, host, peer, addr, addrlen);
        } catch (ErrnoException error) {
            connection.release();
            throw error;
        }
    }
}
