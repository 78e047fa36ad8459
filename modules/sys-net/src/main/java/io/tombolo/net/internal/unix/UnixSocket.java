package io.tombolo.net.internal.unix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.host.posix.Poll;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.socket.SocketFile;
import io.tombolo.net.internal.socket.SocketKind;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A socket of AF_UNIX: a host socket under a name of the host's. What the guest sees of names, peers and credentials is
 * kept here.
 */
final class UnixSocket extends SocketFile {
    private static final int CREDENTIALS_SIZE = 12;

    private final UnixSockets sockets;
    private volatile String address = "";
    private volatile @Nullable String hostName;
    private volatile @Nullable BoundPath path;
    private volatile @Nullable UnixPeer peer;
    private volatile @Nullable UnixListener listener;
    private volatile boolean passesCredentials;

    UnixSocket(UnixSockets sockets, NetworkHost host, int descriptor, SocketKind kind, int statusFlags) {
        super(host, descriptor, kind, statusFlags);
        this.sockets = sockets;
    }

    /** Its address as the guest gave it; empty if it has none. */
    String address() {
        return address;
    }

    /** The name that the host knows it by; null if it is not bound. */
    @Nullable
    String hostName() {
        return hostName;
    }

    void setPeer(UnixPeer to) {
        peer = to;
    }

    private boolean isConnectionOriented() {
        return kind().type() != Socket.SOCK_DGRAM && kind().type() != Socket.SOCK_RAW;
    }

    @Override
    protected void close() {
        BoundPath bound = path;
        sockets.forget(this, address, hostName, bound == null ? null : bound.inode());
        super.close();
        if (bound != null) {
            bound.close(host());
        }
    }

    // Names

    @Override
    public void bind(Task task, SocketMessage message) {
        String wanted = UnixAddress.parse(message);
        if (hostName != null) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (wanted.isEmpty()) {
            bindAbstract(sockets.reserveAny(this), message);
        } else if (UnixAddress.isAbstract(wanted)) {
            sockets.reserve(wanted, this);
            bindAbstract(wanted, message);
        } else {
            bindPath(task, wanted, message);
        }
    }

    private void bindAbstract(String name, SocketMessage message) {
        String unseen = sockets.newHostName();
        UnixAddress.put(unseen, message);
        try {
            check(host().sockets().rawBind(hostDescriptor(), message));
        } catch (ErrnoException error) {
            sockets.free(name, this);
            throw error;
        }
        address = name;
        sockets.registerHostName(unseen, this);
        hostName = unseen;
    }

    private void bindPath(Task task, String wanted, SocketMessage message) {
        try {
            sockets.files().makeSocket(task, wanted, (directory, name) -> {
                BoundPath bound = BoundPath.make(host(), this, directory, name, message);
                path = bound;
                sockets.registerInode(bound.inode(), this);
                sockets.registerHostName(bound.hostName(), this);
                address = wanted;
                hostName = bound.hostName();
            });
        } catch (ErrnoException error) {
            throw error.number() == Errno.EEXIST.number() ? ErrnoException.of(Errno.EADDRINUSE) : error;
        }
    }

    @Override
    public void localAddress(SocketMessage to) {
        UnixAddress.put(address, to);
    }

    @Override
    public void remoteAddress(SocketMessage to) {
        host().sockets().remoteAddress(hostDescriptor(), to);
        UnixPeer other = peer;
        if (other != null) {
            UnixAddress.put(other.currentAddress(), to);
        }
    }

    // Connections

    @Override
    public void listen(Task task, int backlog) {
        super.listen(task, backlog);
        listener = new UnixListener(UnixCredentials.of(task));
    }

    @Override
    public long connect(Task task, SocketMessage message) {
        if (!isConnectionOriented() && UnixAddress.family(message) == Socket.AF_UNSPEC) {
            long result = host().sockets().rawConnect(hostDescriptor(), message);
            peer = result == 0 ? null : peer;
            return result;
        }
        String wanted = UnixAddress.parse(message);
        try (UnixTarget target = sockets.resolve(task, wanted)) {
            UnixAddress.put(target.hostAddress(), message);
            UnixSocket other = target.socket();
            UnixListener queue = other == null ? null : other.listener;
            if (queue != null && isConnectionOriented()) {
                return connect(task, message, queue, wanted);
            }
            long result = host().sockets().rawConnect(hostDescriptor(), message);
            if (result == 0) {
                peer = other == null ? foreignPeer(wanted) : new UnixPeer(other, wanted, UnixCredentials.NONE, true);
            }
            return result;
        }
    }

    private long connect(Task task, SocketMessage message, UnixListener queue, String wanted) {
        UnixPeer self = new UnixPeer(this, "", UnixCredentials.of(task), true);
        UnixPeer former = peer;
        long deadline = timeouts().sendDeadline();
        while (true) {
            long seen = queue.accepted();
            peer = new UnixPeer(null, wanted, queue.credentials(), true);
            long result = queue.connect(host().sockets(), hostDescriptor(), message, self);
            if (result == 0) {
                return 0;
            }
            peer = former;
            if (result != Errno.EAGAIN.result() || !mayBlock(0)) {
                return result;
            }
            if (!queue.awaitRoom(task, seen, deadline)) {
                return !task.interrupted()
                        ? Errno.EAGAIN.result()
                        : interruption(ErrnoException.of(RestartCode.ERESTARTSYS), deadline);
            }
        }
    }

    /** The host's processes have no number that means anything here. */
    private UnixPeer foreignPeer(String name) {
        if (!isConnectionOriented()) {
            return new UnixPeer(null, name, UnixCredentials.NONE, false);
        }
        var credentials = host().sockets().peerCredentials(hostDescriptor());
        return new UnixPeer(null, name, new UnixCredentials(0, credentials.user(), credentials.group()), false);
    }

    @Override
    protected @Nullable SocketFile takeConnection(SocketMessage message, int statusFlags) {
        UnixListener queue = listener;
        if (queue == null) {
            check(host().sockets().rawAccept(hostDescriptor(), message));
            throw ErrnoException.of(Errno.EINVAL);
        }
        UnixListener.Accepted accepted =
                queue.accept(host().sockets(), hostDescriptor(), sockets.ownProcess(), message);
        if (accepted.descriptor() == Errno.EAGAIN.result()) {
            return null;
        }
        int descriptor = (int) check(accepted.descriptor());
        UnixPeer guest = accepted.peer();
        if (guest == null && UnixAddress.isAbstract(address)) {
            // Nobody but guests can know the host's name of it; who found it by other means is turned away.
            host().close(descriptor);
            return takeConnection(message, statusFlags);
        }
        UnixSocket connection = new UnixSocket(sockets, host(), descriptor, kind(), statusFlags);
        connection.address = address;
        connection.passesCredentials = passesCredentials;
        connection.peer = guest == null ? connection.foreignPeer("") : guest;
        connect(guest, connection, queue);
        UnixAddress.put(connection.peerAddress(), message);
        return connection;
    }

    private static void connect(@Nullable UnixPeer guest, UnixSocket connection, UnixListener queue) {
        UnixSocket other = guest == null ? null : guest.socket();
        if (other != null) {
            other.peer = new UnixPeer(connection, connection.address, queue.credentials(), true);
        }
    }

    private String peerAddress() {
        UnixPeer other = peer;
        return other == null ? "" : other.currentAddress();
    }

    // Data

    @Override
    public long send(Task task, GuestBuffer buffer, int flags, SocketMessage message) {
        if (message.nameLength() == 0 || kind().isStream()) {
            return sendToHost(task, buffer, flags, message);
        }
        if (isConnectionOriented()) {
            message.setNameLength(0);
            return sendToHost(task, buffer, flags, message);
        }
        try (UnixTarget target = sockets.resolve(task, UnixAddress.parse(message))) {
            UnixAddress.put(target.hostAddress(), message);
            return sendToHost(task, buffer, flags, message);
        }
    }

    /** A datagram with an address of its own waits for the receiver's queue, which shows at a socket connected to it only. */
    @Override
    protected long awaitRoom(Task task, SocketMessage message, long deadline) {
        if (message.nameLength() == 0 || isConnectionOriented()) {
            return super.awaitRoom(task, message, deadline);
        }
        int probe = host().sockets().create(kind().family(), kind().type(), 0);
        try {
            long connected = host().sockets().rawConnect(probe, message);
            if (connected < 0) {
                return connected;
            }
            return host().waits().await(task, probe, Poll.POLLOUT, deadline) ? 0 : Errno.EAGAIN.result();
        } catch (ErrnoException interrupted) {
            return interruption(interrupted, deadline);
        } finally {
            host().close(probe);
        }
    }

    @Override
    public long receive(Task task, GuestBuffer buffer, int flags, SocketMessage message, boolean header) {
        message.setControlLength(0);
        long received = receiveFromHost(task, buffer, flags, message, header);
        if (received >= 0 && message.nameLength() > 0) {
            String sender = UnixAddress.ofHost(message);
            UnixSocket socket = sender.isEmpty() ? null : sockets.byHostName(sender);
            UnixAddress.put(socket == null ? sender : socket.address, message);
        }
        return received;
    }

    // Options

    @Override
    public long setOption(Task task, int level, int option, int length) {
        if (level == Socket.SOL_SOCKET && option == Socket.SO_PASSCRED) {
            if (length < Integer.BYTES) {
                return Errno.EINVAL.result();
            }
            passesCredentials = structure().getInt(0) != 0;
            return 0;
        }
        return super.setOption(task, level, option, length);
    }

    @Override
    public long option(Task task, int level, int option, int room) {
        if (level == Socket.SOL_SOCKET) {
            switch (option) {
                case Socket.SO_PASSCRED -> {
                    structure().putInt(0, passesCredentials ? 1 : 0);
                    return Math.min(room, Integer.BYTES);
                }
                case Socket.SO_PEERCRED -> {
                    return peerCredentials(room);
                }
                case Socket.SO_PEERGROUPS, Socket.SO_PEERSEC -> {
                    return Errno.ENOPROTOOPT.result();
                }
                default -> {}
            }
        }
        return super.option(task, level, option, room);
    }

    private long peerCredentials(int room) {
        UnixPeer other = peer;
        UnixListener queue = listener;
        UnixCredentials credentials =
                other != null ? other.credentials() : queue != null ? queue.credentials() : UnixCredentials.NONE;
        structure().putInt(0, credentials.process());
        structure().putInt(Integer.BYTES, credentials.user());
        structure().putInt(2 * Integer.BYTES, credentials.group());
        return Math.min(room, CREDENTIALS_SIZE);
    }

    private ByteBuffer structure() {
        return host().scratch().structure().bytes();
    }
}
