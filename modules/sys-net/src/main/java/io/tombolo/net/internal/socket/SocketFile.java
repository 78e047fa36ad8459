package io.tombolo.net.internal.socket;

import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Ioctls;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.abi.Stat;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.Poll;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.host.posix.WaitPool;
import org.jspecify.annotations.Nullable;

/**
 * An open socket over one of the host. The host's never blocks: a task that has to wait does so where a signal can wake it,
 * and holds no guest memory meanwhile. Addresses and ancillary data travel in the thread's {@link SocketMessage}.
 */
public abstract class SocketFile extends OpenFile {
    private static final int PERMISSIONS = 0777;

    private final NetworkHost host;
    private final int descriptor;
    private final SocketKind kind;
    private volatile SocketTimeouts timeouts = SocketTimeouts.NONE;
    private volatile int receiveLowWater = 1;

    /**
     * Takes over a host socket.
     *
     * @param statusFlags {@code O_NONBLOCK} or 0, in the canonical numbering
     */
    protected SocketFile(NetworkHost host, int descriptor, SocketKind kind, int statusFlags) {
        super(Fcntl.O_RDWR | statusFlags);
        this.host = host;
        this.descriptor = descriptor;
        this.kind = kind;
    }

    /** The host. */
    protected final NetworkHost host() {
        return host;
    }

    /** Family, type and protocol. */
    public final SocketKind kind() {
        return kind;
    }

    @Override
    public final int hostDescriptor() {
        return descriptor;
    }

    @Override
    protected void close() {
        host.close(descriptor);
    }

    @Override
    public String description() {
        return "socket:[" + inode() + "]";
    }

    /** The inode number that fstat(2) tells. */
    protected final long inode() {
        return host.host().files().status(descriptor).inode();
    }

    @Override
    public FileIdentity identity() {
        return new FileIdentity(0, inode(), Stat.S_IFSOCK | PERMISSIONS, description());
    }

    /** How long calls may wait. */
    public final SocketTimeouts timeouts() {
        return timeouts;
    }

    /** Sets how long calls may wait: {@code SO_RCVTIMEO} and {@code SO_SNDTIMEO}. */
    public final void setTimeouts(SocketTimeouts to) {
        timeouts = to;
    }

    /** Notes {@code SO_RCVLOWAT}, which the host heeds only where it waits itself. */
    final void noteReceiveLowWater(int bytes) {
        receiveLowWater = Math.max(1, bytes);
    }

    /** Whether a call with these {@code MSG_*} flags may wait. */
    protected final boolean mayBlock(int flags) {
        return (statusFlags() & Fcntl.O_NONBLOCK) == 0 && (flags & Socket.MSG_DONTWAIT) == 0;
    }

    // Connections

    /**
     * bind(2).
     *
     * @param address the guest's address
     * @throws ErrnoException {@code EADDRINUSE}, {@code EADDRNOTAVAIL}, {@code EACCES}, {@code EINVAL}...
     */
    public abstract void bind(Task task, SocketMessage address);

    /**
     * connect(2).
     *
     * @return 0, a negated errno or a negated restart code
     */
    public abstract long connect(Task task, SocketMessage address);

    /** listen(2). */
    public void listen(Task task, int backlog) {
        host.sockets().listen(descriptor, backlog);
    }

    /**
     * Takes a connection if there is one.
     *
     * @param peer gets the address of the peer as the guest sees it
     * @return with a reference for the caller; null if there is none
     * @throws ErrnoException {@code EINVAL}, {@code EOPNOTSUPP}, {@code EMFILE}...
     */
    protected abstract @Nullable SocketFile takeConnection(SocketMessage peer, int statusFlags);

    /**
     * accept4(2).
     *
     * @param peer gets the address of the peer as the guest sees it
     * @param newFlags {@code O_NONBLOCK} or 0, for the new socket
     * @return with a reference for the caller
     * @throws ErrnoException also a restart code
     */
    public final SocketFile accept(Task task, SocketMessage peer, int newFlags) {
        long deadline = 0;
        while (true) {
            SocketFile connection = takeConnection(peer, newFlags);
            if (connection != null) {
                return connection;
            }
            if (!mayBlock(0)) {
                throw ErrnoException.of(Errno.EAGAIN);
            }
            deadline = deadline == 0 ? timeouts.receiveDeadline() : deadline;
            long ended = await(task, Poll.POLLIN, deadline);
            if (ended != 0) {
                throw ErrnoException.of((int) -ended);
            }
        }
    }

    /** Puts the socket's own address into the message, as the guest sees it. */
    public abstract void localAddress(SocketMessage to);

    /** Puts the peer's address into the message, as the guest sees it; {@code ENOTCONN} if there is none. */
    public abstract void remoteAddress(SocketMessage to);

    /** shutdown(2). */
    public void shutdown(int how) {
        host.sockets().shutdown(descriptor, how);
    }

    /**
     * Waits for the host socket.
     *
     * @param deadline by {@link System#nanoTime}, or {@link WaitPool#FOREVER}
     * @return 0 once it is ready, {@code -EAGAIN} when the time is up, a negated restart code or {@code -EINTR} for a signal
     */
    protected final long await(Task task, int events, long deadline) {
        try {
            return host.waits().await(task, descriptor, events, deadline) ? 0 : Errno.EAGAIN.result();
        } catch (ErrnoException interrupted) {
            return interruption(interrupted, deadline);
        }
    }

    /** signal(7): a call with a time limit is never restarted. */
    protected static long interruption(ErrnoException interrupted, long deadline) {
        boolean restarts = interrupted.number() == RestartCode.ERESTARTSYS && deadline == WaitPool.FOREVER;
        return restarts ? -RestartCode.ERESTARTSYS : interrupted.errno().result();
    }

    // Data

    @Override
    public long read(Task task, GuestBuffer buffer) {
        if (buffer.remaining() == 0) {
            return 0;
        }
        return receive(task, buffer, 0, host.scratch().message().clear(), false);
    }

    @Override
    public long write(Task task, GuestBuffer buffer) {
        if (buffer.remaining() == 0 && kind.isStream()) {
            return 0;
        }
        return send(task, buffer, 0, host.scratch().message().clear());
    }

    /**
     * Sends a message, or as much of a stream as can be sent.
     *
     * @param flags the guest's {@code MSG_*}
     * @param message where to, and ancillary data, as the guest gave them
     * @return bytes sent, a negated errno or a negated restart code
     */
    public long send(Task task, GuestBuffer buffer, int flags, SocketMessage message) {
        return sendToHost(task, buffer, flags, message);
    }

    /** {@link #send} with what the host is to get. */
    protected final long sendToHost(Task task, GuestBuffer buffer, int flags, SocketMessage message) {
        return sendToHost(task, buffer, flags, message, isScattered(buffer) ? ScatteredMessage.copyOf(buffer) : null);
    }

    /**
     * {@link #send} with what the host is to get.
     *
     * @param copy the bytes to send; null to send those of the buffer
     */
    protected final long sendToHost(
            Task task, GuestBuffer buffer, int flags, SocketMessage message, @Nullable NativeBuffer copy) {
        SocketTransfer transfer = host.scratch().transfer();
        int hostFlags = MessageFlags.forSending(flags);
        long total = 0;
        long deadline = 0;
        while (true) {
            transfer.sending(descriptor, hostFlags, kind.isStream());
            long sent = copy == null ? buffer.gather(Access.READ, transfer) : transfer.through(copy);
            if (sent >= 0) {
                total += sent;
                if (!kind.isStream()) {
                    return total;
                }
                buffer.advance(sent);
                message.setControlLength(0);
                if (buffer.remaining() == 0) {
                    return total;
                }
                continue;
            }
            if (sent == Errno.EAGAIN.result() && mayBlock(flags)) {
                deadline = deadline == 0 ? timeouts.sendDeadline() : deadline;
                sent = awaitRoom(task, message, deadline);
                if (sent == 0) {
                    continue;
                }
            }
            return total > 0 ? total : failedToSend(task, flags, sent);
        }
    }

    private boolean isScattered(GuestBuffer buffer) {
        return !kind.isStream() && buffer.ranges() > ScatteredMessage.MOST_RANGES;
    }

    /** Waits until the host takes more. */
    protected long awaitRoom(Task task, SocketMessage message, long deadline) {
        return await(task, Poll.POLLOUT, deadline);
    }

    private long failedToSend(Task task, int flags, long result) {
        if (result == Errno.EPIPE.result() && (flags & Socket.MSG_NOSIGNAL) == 0 && kind.isStream()) {
            int user = task.credentials().realUser();
            task.signals()
                    .send(SignalInfo.fromUser(Signal.SIGPIPE, task.process().pid(), user));
        }
        return result;
    }

    /**
     * Receives a message, or what there is of a stream.
     *
     * @param flags the guest's {@code MSG_*}
     * @param message its lengths say how much room there is for address and ancillary data; gets both as the guest sees them
     * @param header whether the caller wants {@link SocketMessage#flags}
     * @return bytes received, a negated errno or a negated restart code
     */
    public long receive(Task task, GuestBuffer buffer, int flags, SocketMessage message, boolean header) {
        return receiveFromHost(task, buffer, flags, message, header);
    }

    /** {@link #receive} with what the host gives. */
    protected final long receiveFromHost(
            Task task, GuestBuffer buffer, int flags, SocketMessage message, boolean header) {
        SocketTransfer transfer = host.scratch().transfer();
        boolean blocking = mayBlock(flags) && (flags & (Socket.MSG_ERRQUEUE | Socket.MSG_OOB)) == 0;
        boolean toTheFull = (flags & Socket.MSG_WAITALL) != 0 && blocking && kind.isStream();
        boolean peeks = (flags & Socket.MSG_PEEK) != 0;
        int hostFlags = MessageFlags.forReceiving(flags);
        int nameRoom = message.nameLength();
        int controlRoom = message.controlLength();
        NativeBuffer copy = isScattered(buffer) ? ScatteredMessage.roomFor(buffer) : null;
        boolean lookFirst = blocking && receiveLowWater > 1;
        long total = 0;
        long deadline = 0;
        while (true) {
            message.setNameLength(nameRoom);
            message.setControlLength(controlRoom);
            transfer.receiving(descriptor, hostFlags, kind.isStream(), header);
            long received = lookFirst
                    ? Errno.EAGAIN.result()
                    : copy == null ? buffer.gather(Access.WRITE, transfer) : transfer.through(copy);
            if (copy != null && received > 0) {
                ScatteredMessage.copyTo(buffer, copy, received);
            }
            lookFirst = false;
            if (received >= 0) {
                total += received;
                if (!toTheFull || peeks || received == 0 || message.controlLength() > 0) {
                    return total;
                }
                buffer.advance(received);
                if (buffer.remaining() == 0) {
                    return total;
                }
                continue;
            }
            if (received == Errno.EAGAIN.result() && blocking) {
                deadline = deadline == 0 ? timeouts.receiveDeadline() : deadline;
                received = await(task, Poll.POLLIN, deadline);
                if (received == 0) {
                    continue;
                }
            }
            message.setNameLength(0);
            message.setControlLength(0);
            return total > 0 ? total : received;
        }
    }

    // Options

    /**
     * Sets an option; the value is in the thread's {@link SocketScratch#structure}.
     *
     * @return 0 or a negated errno
     */
    public long setOption(Task task, int level, int option, int length) {
        return HostOptions.set(this, host, level, option, length);
    }

    /**
     * Asks for an option; the value goes to the thread's {@link SocketScratch#structure}.
     *
     * @param room how long it may be
     * @return its length or a negated errno
     */
    public long option(Task task, int level, int option, int room) {
        return HostOptions.get(this, host, level, option, room);
    }

    @Override
    public long ioctl(Task task, int request, long argument) {
        if (request == Ioctls.FIOASYNC) {
            boolean on = task.guest().getInt(argument) != 0;
            setStatusFlags(on ? statusFlags() | Fcntl.FASYNC : statusFlags() & ~Fcntl.FASYNC);
            return 0;
        }
        return HostSocketControl.answer(host, descriptor, task, request, argument);
    }
}
