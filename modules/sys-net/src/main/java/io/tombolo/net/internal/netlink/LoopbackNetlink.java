package io.tombolo.net.internal.netlink;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.host.posix.HostSockets;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.socket.ScatteredMessage;
import io.tombolo.net.internal.socket.SocketFile;
import io.tombolo.net.internal.socket.SocketKind;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A socket of {@code NETLINK_ROUTE} where there is one interface, {@code lo}. The answers are written into the other end of
 * a host socket pair, so that waiting and polling are the host's.
 */
public final class LoopbackNetlink extends SocketFile {
    private static final int ADDRESS_SIZE = 12;
    private static final int OFF_PORT = 4;
    private static final int OFF_GROUPS = 8;

    private final int kernelEnd;
    private final int process;
    private volatile int port;
    private volatile int groups;

    private LoopbackNetlink(NetworkHost host, HostSockets.Pair pair, SocketKind kind, int statusFlags, int process) {
        super(host, pair.first(), kind, statusFlags);
        this.kernelEnd = pair.second();
        this.process = process;
    }

    /**
     * Makes a socket.
     *
     * @throws ErrnoException {@code EPROTONOSUPPORT} for another protocol than {@code NETLINK_ROUTE}
     */
    public static SocketFile create(Task task, NetworkHost host, SocketKind kind, int statusFlags) {
        NetlinkSocket.requireKnown(kind);
        HostSockets.Pair pair = host.sockets().createPair(Socket.AF_UNIX, Socket.SOCK_DGRAM, 0);
        return new LoopbackNetlink(host, pair, kind, statusFlags, task.process().pid());
    }

    @Override
    protected void close() {
        host().close(kernelEnd);
        super.close();
    }

    @Override
    public void bind(Task task, SocketMessage address) {
        if (address.nameLength() < ADDRESS_SIZE || address.name().getShort(0) != Socket.AF_NETLINK) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        int wanted = address.name().getInt(OFF_PORT);
        port = wanted == 0 ? process : wanted;
        groups = address.name().getInt(OFF_GROUPS);
    }

    @Override
    public long connect(Task task, SocketMessage address) {
        return 0;
    }

    @Override
    protected @Nullable SocketFile takeConnection(SocketMessage peer, int statusFlags) {
        throw ErrnoException.of(Errno.EOPNOTSUPP);
    }

    @Override
    public void listen(Task task, int backlog) {
        throw ErrnoException.of(Errno.EOPNOTSUPP);
    }

    @Override
    public void localAddress(SocketMessage to) {
        put(to, port, groups);
    }

    @Override
    public void remoteAddress(SocketMessage to) {
        put(to, 0, 0);
    }

    private static void put(SocketMessage to, int port, int groups) {
        ByteBuffer name = to.name();
        name.putInt(0, Socket.AF_NETLINK);
        name.putInt(OFF_PORT, port);
        name.putInt(OFF_GROUPS, groups);
        to.setNameLength(ADDRESS_SIZE);
    }

    @Override
    public long send(Task task, GuestBuffer buffer, int flags, SocketMessage message) {
        port = port == 0 ? process : port;
        NativeBuffer requests = ScatteredMessage.copyOf(buffer);
        for (ByteBuffer answer : new LoopbackRoutes(port).answer(requests.bytes())) {
            NativeBuffer copy = NativeBuffer.allocate(answer.position());
            copy.bytes().put(0, answer, 0, answer.position());
            long written = host().host().files().rawWrite(kernelEnd, copy.address(), copy.size());
            if (written < 0) {
                return Errno.ENOBUFS.result();
            }
        }
        return requests.size();
    }

    @Override
    public long receive(Task task, GuestBuffer buffer, int flags, SocketMessage message, boolean header) {
        boolean wantsName = message.nameLength() > 0;
        message.clear();
        long received = receiveFromHost(task, buffer, flags, message, header);
        if (received >= 0 && wantsName) {
            put(message, 0, 0);
        }
        return received;
    }
}
