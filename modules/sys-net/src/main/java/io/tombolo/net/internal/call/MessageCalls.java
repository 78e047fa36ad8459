package io.tombolo.net.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.Syscall;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.host.posix.WaitPool;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.socket.SocketFile;
import jakarta.inject.Inject;

/** Messages with addresses and ancillary data, one or several at a time. */
public final class MessageCalls {
    private static final long LARGEST_TRANSFER = 0x7ffff000L;
    private static final int OFF_NAME_LENGTH = 8;
    private static final int OFF_VECTOR = 16;
    private static final int OFF_VECTOR_LENGTH = 24;
    private static final int OFF_CONTROL = 32;
    private static final int OFF_CONTROL_LENGTH = 40;
    private static final int OFF_FLAGS = 48;
    /** {@code struct mmsghdr}: a {@code struct msghdr} and the number of bytes that were moved. */
    private static final int MULTIPLE_SIZE = 64;

    private static final int OFF_MOVED = 56;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final NetworkHost host;

    @Inject
    MessageCalls(NetworkHost host) {
        this.host = host;
    }

    /** Sends a message. */
    @Syscall(
            value = "sendmsg",
            limits = "MSG_ZEROCOPY copies and reports nothing; ancillary data of more than 8 KiB answer ENOBUFS")
    public long sendmsg(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            @Arg(ArgumentKind.POINTER) long msg,
            @Arg(ArgumentKind.HEX) int flags) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            return send(task, socket, msg, flags);
        } finally {
            socket.release();
        }
    }

    /** Receives a message. */
    @Syscall("recvmsg")
    public long recvmsg(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            @Arg(ArgumentKind.POINTER) long msg,
            @Arg(ArgumentKind.HEX) int flags) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            return receive(task, socket, msg, flags);
        } finally {
            socket.release();
        }
    }

    /** Sends several messages. */
    @Syscall("sendmmsg")
    public long sendmmsg(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            @Arg(ArgumentKind.POINTER) long msgvec,
            @Arg(ArgumentKind.UINT) int vlen,
            @Arg(ArgumentKind.HEX) int flags) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            int most = Integer.compareUnsigned(vlen, Limits.UIO_MAXIOV) > 0 ? Limits.UIO_MAXIOV : vlen;
            for (int index = 0; index < most; index++) {
                long entry = msgvec + (long) index * MULTIPLE_SIZE;
                long sent;
                try {
                    sent = send(task, socket, entry, flags);
                } catch (ErrnoException error) {
                    sent = -error.number();
                }
                if (sent < 0) {
                    return index > 0 ? index : sent;
                }
                task.guest().putInt(entry + OFF_MOVED, (int) sent);
            }
            return most;
        } finally {
            socket.release();
        }
    }

    /** Receives several messages. */
    @Syscall("recvmmsg")
    public long recvmmsg(
            Task task,
            @Arg(ArgumentKind.FD) int sockfd,
            @Arg(ArgumentKind.POINTER) long msgvec,
            @Arg(ArgumentKind.UINT) int vlen,
            @Arg(ArgumentKind.HEX) int flags,
            @Arg(ArgumentKind.TIMESPEC) long timeout) {
        SocketFile socket = Sockets.acquire(task, sockfd);
        try {
            long deadline = deadline(task, timeout);
            int count = receiveSeveral(task, socket, msgvec, vlen, flags, deadline);
            if (timeout != 0 && count > 0) {
                storeRemaining(task, timeout, deadline);
            }
            return count;
        } finally {
            socket.release();
        }
    }

    /** The time limit is looked at after each message only, as on Linux. */
    private int receiveSeveral(Task task, SocketFile socket, long msgvec, int vlen, int flags, long deadline) {
        int each = flags & ~Socket.MSG_WAITFORONE;
        int most = Integer.compareUnsigned(vlen, Limits.UIO_MAXIOV) > 0 ? Limits.UIO_MAXIOV : vlen;
        for (int index = 0; index < most; index++) {
            long entry = msgvec + (long) index * MULTIPLE_SIZE;
            long received;
            try {
                received = receive(task, socket, entry, each);
            } catch (ErrnoException error) {
                received = -error.number();
            }
            if (received < 0) {
                return index > 0 ? index : (int) received;
            }
            task.guest().putInt(entry + OFF_MOVED, (int) received);
            if ((flags & Socket.MSG_WAITFORONE) != 0) {
                each |= Socket.MSG_DONTWAIT;
            }
            if (deadline != WaitPool.FOREVER && deadline - System.nanoTime() <= 0) {
                return index + 1;
            }
        }
        return most;
    }

    private static long deadline(Task task, long timeout) {
        if (timeout == 0) {
            return WaitPool.FOREVER;
        }
        long seconds = task.guest().getLong(timeout);
        long nanos = task.guest().getLong(timeout + Long.BYTES);
        if (seconds < 0 || nanos < 0 || nanos >= NANOS_PER_SECOND) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return seconds > Long.MAX_VALUE / NANOS_PER_SECOND / 2
                ? WaitPool.FOREVER
                : System.nanoTime() + seconds * NANOS_PER_SECOND + nanos;
    }

    private static void storeRemaining(Task task, long timeout, long deadline) {
        long left = Math.max(0, deadline - System.nanoTime());
        task.guest().putLong(timeout, left / NANOS_PER_SECOND);
        task.guest().putLong(timeout + Long.BYTES, left % NANOS_PER_SECOND);
    }

    private long send(Task task, SocketFile socket, long header, int flags) {
        SocketMessage message = host.scratch().message().clear();
        long name = task.guest().getLong(header);
        int nameLength = task.guest().getInt(header + OFF_NAME_LENGTH);
        if (nameLength < 0) {
            return Errno.EINVAL.result();
        }
        if (name != 0) {
            Addresses.read(task, host, name, Math.min(nameLength, SocketMessage.NAME_LIMIT), message);
        }
        GuestBuffer buffer = vector(task, header);
        readControl(task, header, message);
        return socket.send(task, buffer, flags, message);
    }

    private void readControl(Task task, long header, SocketMessage message) {
        long length = task.guest().getLong(header + OFF_CONTROL_LENGTH);
        if (length < 0 || length > SocketMessage.CONTROL_LIMIT) {
            throw ErrnoException.of(Errno.ENOBUFS);
        }
        if (length > 0) {
            byte[] heap = host.scratch().heapBytes();
            task.guest().copyIn(task.guest().getLong(header + OFF_CONTROL), heap, 0, (int) length);
            message.control().put(0, heap, 0, (int) length);
            message.setControlLength((int) length);
        }
    }

    private static GuestBuffer vector(Task task, long header) {
        long count = task.guest().getLong(header + OFF_VECTOR_LENGTH);
        if (count < 0 || count > Limits.UIO_MAXIOV) {
            throw ErrnoException.of(Errno.EMSGSIZE);
        }
        return task.buffer().addVector(task.guest().getLong(header + OFF_VECTOR), count, LARGEST_TRANSFER);
    }

    private long receive(Task task, SocketFile socket, long header, int flags) {
        SocketMessage message = host.scratch().message().clear();
        long name = task.guest().getLong(header);
        int nameRoom = task.guest().getInt(header + OFF_NAME_LENGTH);
        long control = task.guest().getLong(header + OFF_CONTROL);
        long controlRoom = task.guest().getLong(header + OFF_CONTROL_LENGTH);
        if (nameRoom < 0) {
            return Errno.EINVAL.result();
        }
        GuestBuffer buffer = vector(task, header);
        message.setNameLength(name == 0 ? 0 : SocketMessage.NAME_LIMIT);
        message.setControlLength(Math.clamp(control == 0 ? 0 : controlRoom, 0, SocketMessage.CONTROL_LIMIT));
        long received = socket.receive(task, buffer, flags, message, true);
        if (received < 0) {
            return received;
        }
        if (name != 0) {
            Addresses.copyOut(task, host, message, name, nameRoom);
            task.guest().putInt(header + OFF_NAME_LENGTH, message.nameLength());
        }
        byte[] heap = host.scratch().heapBytes();
        message.control().get(0, heap, 0, message.controlLength());
        task.guest().copyOut(control, heap, 0, message.controlLength());
        task.guest().putLong(header + OFF_CONTROL_LENGTH, message.controlLength());
        int kept = flags & Socket.MSG_CMSG_CLOEXEC;
        task.guest().putInt(header + OFF_FLAGS, (message.flags() & ~Socket.MSG_CMSG_CLOEXEC) | kept);
        return received;
    }
}
