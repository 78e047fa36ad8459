package io.tombolo.net.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.Syscall;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.socket.SocketFile;
import jakarta.inject.Inject;

/** Sending and receiving one range of memory. */
public final class TransferCalls {
    private static final long LARGEST_TRANSFER = 0x7ffff000L;

    private final NetworkHost host;

    @Inject
    TransferCalls(NetworkHost host) {
        this.host = host;
    }

    /** Sends. */
    @Syscall(value = "sendto", limits = "MSG_ZEROCOPY copies and reports nothing")
    public long sendto(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            @Arg(value = ArgumentKind.BUFFER_IN, length = "size") long buf,
            @Arg(ArgumentKind.SIZE) long size,
            @Arg(ArgumentKind.HEX) int flags,
            @Arg(value = ArgumentKind.SOCKET_ADDRESS, length = "addrlen") long destAddr,
            int addrlen) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            SocketMessage message = host.scratch().message().clear();
            if (destAddr != 0) {
                Addresses.read(task, host, destAddr, addrlen, message);
            }
            return socket.send(task, buffer(task, buf, size), flags, message);
        } finally {
            socket.release();
        }
    }

    /** Receives. */
    @Syscall("recvfrom")
    public long recvfrom(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            @Arg(ArgumentKind.BUFFER_OUT) long buf,
            @Arg(ArgumentKind.SIZE) long size,
            @Arg(ArgumentKind.HEX) int flags,
            @Arg(ArgumentKind.POINTER) long srcAddr,
            @Arg(ArgumentKind.INT_POINTER) long addrlen) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            SocketMessage message = host.scratch().message().clear();
            message.setNameLength(srcAddr == 0 ? 0 : SocketMessage.NAME_LIMIT);
            long received = socket.receive(task, buffer(task, buf, size), flags, message, false);
            if (received >= 0 && srcAddr != 0) {
                Addresses.write(task, host, message, srcAddr, addrlen);
            }
            return received;
        } finally {
            socket.release();
        }
    }

    private static GuestBuffer buffer(Task task, long address, long size) {
        if (size < 0) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        return task.buffer().add(address, Math.min(size, LARGEST_TRANSFER));
    }
}
