package io.tombolo.net.internal.loopback;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.ConnectionQueue;
import io.tombolo.net.internal.socket.SocketFile;
import io.tombolo.net.internal.socket.SocketKind;
import io.tombolo.net.internal.unix.UnixAddress;
import org.jspecify.annotations.Nullable;

/** A TCP socket among guests. A connection is there at once, also where Linux would answer {@code EINPROGRESS}. */
final class LoopbackStream extends LoopbackSocket {
    /** The host's queue is as long as it may be: TCP would keep a connection waiting where AF_UNIX refuses it. */
    private static final int BACKLOG = 4096;

    private volatile @Nullable ConnectionQueue<Connection> queue;

    /** A connection that waits: where it comes from, and where it went. */
    private record Connection(InternetAddress from, InternetAddress to) {}

    LoopbackStream(LoopbackNetwork network, int descriptor, SocketKind kind, int statusFlags) {
        super(network, descriptor, kind, statusFlags);
    }

    @Override
    boolean receives() {
        return queue != null;
    }

    @Override
    public void listen(Task task, int backlog) {
        if (remote() != null) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        SocketMessage scratch = host().scratch().message().clear();
        if (local() == null) {
            bindTo(InternetAddress.any(kind().family(), 0), scratch);
        }
        if (hostName() == null) {
            bindOnHost(scratch);
        }
        super.listen(task, BACKLOG);
        queue = queue == null ? new ConnectionQueue<>(host()) : queue;
    }

    @Override
    public long connect(Task task, SocketMessage message) {
        InternetAddress to = destination(message);
        if (remote() != null || queue != null) {
            return Errno.EISCONN.result();
        }
        InternetAddress own = local();
        if (own == null) {
            bindTo(to.sourceFor(0), message);
            own = local();
        } else if (own.isAny()) {
            own = to.sourceFor(own.port());
            setLocal(own);
        }
        LoopbackSocket found = network().find(this, to);
        ConnectionQueue<Connection> waiting = found instanceof LoopbackStream server ? server.queue : null;
        String hostName = found == null ? null : found.hostName();
        if (waiting == null || hostName == null || own == null) {
            return Errno.ECONNREFUSED.result();
        }
        UnixAddress.put(hostName, message);
        setRemote(to);
        Connection connection = new Connection(own, to);
        long deadline = timeouts().sendDeadline();
        long result = waiting.connect(task, hostDescriptor(), message, connection, mayBlock(0), deadline);
        if (result != 0) {
            setRemote(null);
        }
        return result;
    }

    @Override
    protected @Nullable SocketFile takeConnection(SocketMessage peer, int statusFlags) {
        ConnectionQueue<Connection> waiting = queue;
        if (waiting == null) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        ConnectionQueue.Accepted<Connection> accepted = waiting.accept(hostDescriptor(), peer);
        if (accepted.descriptor() == Errno.EAGAIN.result()) {
            return null;
        }
        int descriptor = (int) check(accepted.descriptor());
        Connection connection = accepted.peer();
        if (connection == null) {
            // Somebody of the host has found the host's name of this socket.
            host().close(descriptor);
            return takeConnection(peer, statusFlags);
        }
        LoopbackStream socket = new LoopbackStream(network(), descriptor, kind(), statusFlags);
        socket.setLocal(connection.to());
        socket.setRemote(connection.from());
        socket.setTimeouts(timeouts());
        connection.from().put(peer, kind().family());
        return socket;
    }

    @Override
    public long send(Task task, GuestBuffer buffer, int flags, SocketMessage message) {
        message.clear();
        return sendToHost(task, buffer, flags, message);
    }

    @Override
    public long receive(Task task, GuestBuffer buffer, int flags, SocketMessage message, boolean header) {
        if (remote() == null) {
            return Errno.ENOTCONN.result();
        }
        message.clear();
        return receiveFromHost(task, buffer, flags, message, header);
    }
}
