package io.tombolo.net.internal.loopback;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.SocketFile;
import io.tombolo.net.internal.socket.SocketKind;
import io.tombolo.net.internal.unix.UnixAddress;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket among guests. A datagram is lost, as UDP's may be, if nobody has its port or the receiver's queue is full; the
 * host's queue holds {@code net.unix.max_dgram_qlen} and one more.
 */
final class LoopbackDatagrams extends LoopbackSocket {
    private static final int LARGEST = 65507;

    /** Whether the last datagram to the connected peer found nobody. */
    private volatile boolean refused;

    LoopbackDatagrams(LoopbackNetwork network, int descriptor, SocketKind kind, int statusFlags) {
        super(network, descriptor, kind, statusFlags);
    }

    @Override
    boolean receives() {
        return true;
    }

    @Override
    void bindTo(InternetAddress wanted, SocketMessage scratch) {
        super.bindTo(wanted, scratch);
        bindOnHost(scratch);
    }

    private void bindIfUnbound() {
        if (local() == null) {
            SocketMessage scratch = new SocketMessage();
            bindTo(InternetAddress.any(kind().family(), 0), scratch);
        }
    }

    @Override
    public long connect(Task task, SocketMessage message) {
        if (message.nameLength() >= 2 && message.name().getShort(0) == Socket.AF_UNSPEC) {
            setRemote(null);
            host().sockets().rawConnect(hostDescriptor(), message);
            return 0;
        }
        InternetAddress to = destination(message);
        bindIfUnbound();
        setRemote(to);
        LoopbackSocket receiver = network().find(this, to);
        String hostName = receiver == null ? null : receiver.hostName();
        if (hostName != null) {
            // So the host keeps others' datagrams away, as UDP does for a connected socket.
            UnixAddress.put(hostName, message);
            host().sockets().rawConnect(hostDescriptor(), message);
        }
        return 0;
    }

    @Override
    protected @Nullable SocketFile takeConnection(SocketMessage peer, int statusFlags) {
        throw ErrnoException.of(Errno.EOPNOTSUPP);
    }

    @Override
    public long send(Task task, GuestBuffer buffer, int flags, SocketMessage message) {
        if (takeRefusal()) {
            return Errno.ECONNREFUSED.result();
        }
        InternetAddress to = message.nameLength() > 0 ? destination(message) : remote();
        long length = buffer.remaining();
        if (to == null) {
            return Errno.EDESTADDRREQ.result();
        }
        if (length > LARGEST) {
            return Errno.EMSGSIZE.result();
        }
        bindIfUnbound();
        LoopbackSocket receiver = network().find(this, to);
        String hostName = receiver == null ? null : receiver.hostName();
        if (hostName == null) {
            refused = remote() != null;
            return length;
        }
        message.clear();
        UnixAddress.put(hostName, message);
        long sent = sendToHost(task, buffer, flags | Socket.MSG_DONTWAIT, message);
        return isLoss(sent) ? length : sent;
    }

    private static boolean isLoss(long sent) {
        return sent == Errno.EAGAIN.result() || sent == Errno.EPERM.result() || sent == Errno.ECONNREFUSED.result();
    }

    private boolean takeRefusal() {
        boolean was = refused;
        refused = false;
        return was;
    }

    @Override
    public long receive(Task task, GuestBuffer buffer, int flags, SocketMessage message, boolean header) {
        if (takeRefusal()) {
            return Errno.ECONNREFUSED.result();
        }
        boolean wantsName = message.nameLength() > 0;
        message.setControlLength(0);
        long received = receiveFromHost(task, buffer, flags, message, header);
        if (received >= 0 && wantsName) {
            sender(UnixAddress.ofHost(message)).put(message, kind().family());
        }
        return received;
    }

    /** The address of who sent; of a socket that is gone nothing is known. */
    private InternetAddress sender(String hostName) {
        LoopbackSocket socket = network().byHostName(hostName);
        InternetAddress address = socket == null ? null : socket.local();
        if (address == null) {
            return InternetAddress.any(kind().family(), 0);
        }
        if (!address.isAny()) {
            return address;
        }
        InternetAddress own = local();
        return own == null || own.isAny() ? address.asDestination() : own.sourceFor(address.port());
    }
}
