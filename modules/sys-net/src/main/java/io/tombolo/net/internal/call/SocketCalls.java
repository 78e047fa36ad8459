package io.tombolo.net.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.net.internal.socket.SocketFile;
import io.tombolo.net.internal.socket.SocketKind;
import jakarta.inject.Inject;

/** Making sockets, and ending what goes through them. */
public final class SocketCalls {
    private final SocketFamilies families;

    @Inject
    SocketCalls(SocketFamilies families) {
        this.families = families;
    }

    /** Makes a socket. */
    @Syscall(
            value = "socket",
            result = ArgumentKind.FD,
            limits =
                    "families other than AF_UNIX, AF_INET, AF_INET6 and AF_NETLINK answer EAFNOSUPPORT; of AF_NETLINK there is NETLINK_ROUTE, to look only",
            notes = "sockets of AF_INET and AF_INET6 are the host's, with its addresses and interfaces")
    public int socket(
            Task task,
            @Arg(ArgumentKind.SOCKET_DOMAIN) int domain,
            @Arg(ArgumentKind.SOCKET_TYPE) int type,
            int protocol) {
        SocketKind kind = kind(domain, type, protocol);
        return Sockets.install(task, families.create(task, kind, statusFlags(type)), closesOnExec(type));
    }

    /** Makes two connected sockets. */
    @Syscall("socketpair")
    public long socketpair(
            Task task,
            @Arg(ArgumentKind.SOCKET_DOMAIN) int domain,
            @Arg(ArgumentKind.SOCKET_TYPE) int type,
            int protocol,
            @Arg(ArgumentKind.FD_PAIR) long sv) {
        SocketKind kind = kind(domain, type, protocol);
        SocketFile[] pair = families.createPair(task, kind, statusFlags(type));
        int first;
        try {
            first = Sockets.install(task, pair[0], closesOnExec(type));
        } catch (ErrnoException error) {
            pair[1].release();
            throw error;
        }
        int second = -1;
        try {
            second = Sockets.install(task, pair[1], closesOnExec(type));
            task.guest().putInt(sv, first);
            task.guest().putInt(sv + Integer.BYTES, second);
            return 0;
        } catch (ErrnoException error) {
            task.files().remove(first).release();
            if (second >= 0) {
                task.files().remove(second).release();
            }
            throw error;
        }
    }

    private static SocketKind kind(int domain, int type, int protocol) {
        int flags = type & ~Socket.SOCK_TYPE_MASK;
        if ((flags & ~(Socket.SOCK_CLOEXEC | Socket.SOCK_NONBLOCK)) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return new SocketKind(domain, type & Socket.SOCK_TYPE_MASK, protocol);
    }

    /** The status flags that a new socket's type asks for. */
    static int statusFlags(int type) {
        return (type & Socket.SOCK_NONBLOCK) != 0 ? Fcntl.O_NONBLOCK : 0;
    }

    /** Whether a new socket's type asks for {@code FD_CLOEXEC}. */
    static boolean closesOnExec(int type) {
        return (type & Socket.SOCK_CLOEXEC) != 0;
    }

    /** Ends one or both directions. */
    @Syscall("shutdown")
    public long shutdown(Task task, @Arg(ArgumentKind.FD) int sockfd, int how) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            socket.shutdown(how);
            return 0;
        } finally {
            socket.release();
        }
    }
}
