package io.tombolo.net.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.socket.SocketFile;
import io.tombolo.net.internal.socket.SocketScratch;
import jakarta.inject.Inject;

/** Options of sockets. */
public final class OptionCalls {
    private final NetworkHost host;

    @Inject
    OptionCalls(NetworkHost host) {
        this.host = host;
    }

    /** Sets an option. */
    @Syscall(
            value = "setsockopt",
            limits = "SO_ATTACH_FILTER and its relatives, SO_ZEROCOPY, TCP_ULP and packet filters answer ENOPROTOOPT")
    public long setsockopt(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            int level,
            int optname,
            @Arg(value = ArgumentKind.BUFFER_IN, length = "optlen") long optval,
            int optlen) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            if (optlen < 0) {
                return Errno.EINVAL.result();
            }
            SocketScratch scratch = host.scratch();
            int length = Math.min(optlen, SocketScratch.STRUCTURE_LIMIT);
            task.guest().copyIn(optval, scratch.heapBytes(), 0, length);
            NativeMemory.copy(scratch.heapBytes(), 0, scratch.structure().address(), length);
            return socket.setOption(task, level, optname, length);
        } finally {
            socket.release();
        }
    }

    /** Asks for an option. */
    @Syscall(value = "getsockopt", limits = "TCP_ZEROCOPY_RECEIVE and packet filters answer ENOPROTOOPT")
    public long getsockopt(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            int level,
            int optname,
            @Arg(ArgumentKind.POINTER) long optval,
            @Arg(ArgumentKind.INT_POINTER) long optlen) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            int room = task.guest().getInt(optlen);
            if (room < 0) {
                return Errno.EINVAL.result();
            }
            SocketScratch scratch = host.scratch();
            room = Math.min(room, SocketScratch.STRUCTURE_LIMIT);
            long length = ErrnoException.check(socket.option(task, level, optname, room));
            NativeMemory.copy(scratch.structure().address(), scratch.heapBytes(), 0, (int) Math.min(length, room));
            task.guest().copyOut(optval, scratch.heapBytes(), 0, (int) Math.min(length, room));
            task.guest().putInt(optlen, (int) length);
            return 0;
        } finally {
            socket.release();
        }
    }
}
