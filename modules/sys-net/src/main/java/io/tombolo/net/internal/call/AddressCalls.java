package io.tombolo.net.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.Syscall;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.socket.SocketFile;
import jakarta.inject.Inject;

/** The addresses of both ends. */
public final class AddressCalls {
    private final NetworkHost host;

    @Inject
    AddressCalls(NetworkHost host) {
        this.host = host;
    }

    /** The socket's own address. */
    @Syscall("getsockname")
    public long getsockname(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            @Arg(ArgumentKind.POINTER) long addr,
            @Arg(ArgumentKind.INT_POINTER) long addrlen) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            SocketMessage message = host.scratch().message().clear();
            socket.localAddress(message);
            Addresses.write(task, host, message, addr, addrlen);
            return 0;
        } finally {
            socket.release();
        }
    }

    /** The peer's address. */
    @Syscall("getpeername")
    public long getpeername(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            @Arg(ArgumentKind.POINTER) long addr,
            @Arg(ArgumentKind.INT_POINTER) long addrlen) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            SocketMessage message = host.scratch().message().clear();
            socket.remoteAddress(message);
            Addresses.write(task, host, message, addr, addrlen);
            return 0;
        } finally {
            socket.release();
        }
    }
}
