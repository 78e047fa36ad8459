package io.tombolo.net.internal.unix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.host.posix.Poll;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.ConnectionQueue;
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

    /** Adds its line of {@code /proc/net/unix}. */
    void describe(StringBuilder lines) {
        int type = kind().type() == Socket.SOCK_RAW ? Socket.SOCK_DGRAM : kind().type();
        lines.append("0000000000000000: 00000002 00000000 ")
                .append(listener != null ? "00010000" : "00000000")
                .append(" 000")
                .append(type)
                .append(peer != null && listener == null ? " 03 " : " 01 ")
                .append(inode());
        String name = address;
        if (!name.isEmpty()) {
            lines.append(' ').append(name.replace('\0', '@'));
        }
        lines.append('\n');
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
        sockets.inFlight().dropLost();
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
        UnixListener now = listener;
        ConnectionQueue<UnixPeer> queue = now == null ? new ConnectionQueue<>(host()) : now.queue();
        listener = new UnixListener(UnixCredentials.of(task), queue);
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
            UnixListener server = other == null ? null : other.listener;
            if (server != null && isConnectionOriented()) {
                return connect(task, message, server, wanted);
            }
            long result = host().sockets().rawConnect(hostDescriptor(), message);
            if (result == 0) {
                peer = other == null ? foreignPeer(wanted) : new UnixPeer(other, wanted, UnixCredentials.NONE, true);
            }
            return result;
        }
    }

    /** The peer is known before the connection is, since it may be accepted at once. */
    private long connect(Task task, SocketMessage message, UnixListener server, String wanted) {
        UnixPeer self = new UnixPeer(this, "", UnixCredentials.of(task), true);
        UnixPeer former = peer;
        peer = new UnixPeer(null, wanted, server.credentials(), true);
        long deadline = timeouts().sendDeadline();
        long result = server.queue().connect(task, hostDescriptor(), message, self, mayBlock(0), deadline);
        if (result != 0) {
            peer = former;
        }
        return result;
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
        UnixListener server = listener;
        if (server == null) {
            check(host().sockets().rawAccept(hostDescriptor(), message));
            throw ErrnoException.of(Errno.EINVAL);
        }
        ConnectionQueue.Accepted<UnixPeer> accepted = server.queue().accept(hostDescriptor(), message);
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
        UnixSocket connection = sockets.make(descriptor, kind(), statusFlags);
        connection.address = address;
        connection.passesCredentials = passesCredentials;
        connection.peer = guest == null ? connection.foreignPeer("") : guest;
        connect(guest, connection, server);
        UnixAddress.put(connection.peerAddress(), message);
        return connection;
    }

    private static void connect(@Nullable UnixPeer guest, UnixSocket connection, UnixListener server) {
        UnixSocket other = guest == null ? null : guest.socket();
        if (other != null) {
            other.peer = new UnixPeer(connection, connection.address, server.credentials(), true);
        }
    }

    private String peerAddress() {
        UnixPeer other = peer;
        return other == null ? "" : other.currentAddress();
    }

    // Data

    @Override
    public long send(Task task, GuestBuffer buffer, int flags, SocketMessage message) {
        Passed passed = ControlReader.read(task, message);
        message.setControlLength(0);
        boolean toName = message.nameLength() > 0 && !isConnectionOriented();
        if (message.nameLength() > 0 && kind().type() == Socket.SOCK_SEQPACKET) {
            message.setNameLength(0);
        }
        if (!toName) {
            UnixPeer other = peer;
            UnixSocket receiver = other == null ? null : other.socket();
            boolean foreign = other != null && !other.guest();
            boolean early = other != null && receiver == null && isConnectionOriented();
            return send(task, buffer, flags, message, passed, foreign, wantsCredentials(receiver) || early);
        }
        try (UnixTarget target = resolve(task, message, passed)) {
            UnixAddress.put(target.hostAddress(), message);
            UnixSocket receiver = target.socket();
            return send(task, buffer, flags, message, passed, receiver == null, wantsCredentials(receiver));
        }
    }

    private boolean wantsCredentials(@Nullable UnixSocket receiver) {
        return passesCredentials || (receiver != null && receiver.passesCredentials);
    }

    private UnixTarget resolve(Task task, SocketMessage message, Passed passed) {
        try {
            return sockets.resolve(task, UnixAddress.parse(message));
        } catch (ErrnoException error) {
            passed.release();
            throw error;
        }
    }

    private long send(
            Task task,
            GuestBuffer buffer,
            int flags,
            SocketMessage message,
            Passed passed,
            boolean foreign,
            boolean withCredentials) {
        if (foreign) {
            return sendForeign(task, buffer, flags, message, passed);
        }
        Passed whole = withCredentials && passed.credentials() == null
                ? new Passed(passed.files(), UnixCredentials.of(task))
                : passed;
        if (whole.isNothing()) {
            return sendToHost(task, buffer, flags, message);
        }
        int carrier = sockets.inFlight().load(whole);
        long sent = Errno.EIO.result();
        try {
            HostRights.put(message, carrier);
            sent = sendToHost(task, buffer, flags, message);
        } finally {
            if (sent < 0 || (sent == 0 && kind().isStream())) {
                sockets.inFlight().unload(carrier);
            }
            host().close(carrier);
        }
        return sent;
    }

    /** A process of the host gets the host's descriptors; a file without one cannot go there. */
    private long sendForeign(Task task, GuestBuffer buffer, int flags, SocketMessage message, Passed passed) {
        try {
            if (!passed.files().isEmpty() && !HostRights.put(message, passed.files())) {
                return Errno.EINVAL.result();
            }
            return sendToHost(task, buffer, flags, message);
        } finally {
            passed.release();
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
        int room = message.controlLength();
        message.setControlLength(HostRights.ROOM);
        long received = receiveFromHost(task, buffer, flags, message, true);
        if (received < 0) {
            return received;
        }
        boolean namedSender = message.nameLength() > 0;
        if (namedSender) {
            String sender = UnixAddress.ofHost(message);
            UnixSocket socket = sender.isEmpty() ? null : sockets.byHostName(sender);
            UnixAddress.put(socket == null ? sender : socket.address, message);
        }
        if (message.controlLength() > 0 || (passesCredentials && header)) {
            receivePassed(task, flags, message, room, header);
        }
        return received;
    }

    private void receivePassed(Task task, int flags, SocketMessage message, int room, boolean header) {
        Passed passed = sockets.rights().take(message, (flags & Socket.MSG_PEEK) != 0);
        if (!header) {
            passed.release();
            return;
        }
        ControlWriter writer = new ControlWriter(message, room);
        if (passesCredentials) {
            UnixCredentials sender = passed.credentials();
            writer.credentials(sender == null ? UnixCredentials.NONE : sender);
        }
        if (!passed.files().isEmpty()) {
            writer.files(task, passed.files(), (flags & Socket.MSG_CMSG_CLOEXEC) != 0);
        }
        writer.finish();
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
        UnixListener server = listener;
        UnixCredentials credentials =
                other != null ? other.credentials() : server != null ? server.credentials() : UnixCredentials.NONE;
        structure().putInt(0, credentials.process());
        structure().putInt(Integer.BYTES, credentials.user());
        structure().putInt(2 * Integer.BYTES, credentials.group());
        return Math.min(room, CREDENTIALS_SIZE);
    }

    private ByteBuffer structure() {
        return host().scratch().structure().bytes();
    }
}
