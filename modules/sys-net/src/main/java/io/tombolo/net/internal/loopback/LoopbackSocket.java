package io.tombolo.net.internal.loopback;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.SocketFile;
import io.tombolo.net.internal.socket.SocketKind;
import io.tombolo.net.internal.unix.UnixAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A socket of {@link LoopbackNetwork}. */
abstract class LoopbackSocket extends SocketFile {
    private static final int IPV6_V6ONLY = 26;
    private static final int IP_TTL = 2;
    private static final int IPV6_UNICAST_HOPS = 16;
    private static final int USUAL_HOPS = 64;

    private final LoopbackNetwork network;
    private final Map<Long, Integer> options = new ConcurrentHashMap<>();
    private volatile @Nullable InternetAddress local;
    private volatile @Nullable InternetAddress remote;
    private volatile @Nullable String hostName;

    LoopbackSocket(LoopbackNetwork network, int descriptor, SocketKind kind, int statusFlags) {
        super(network.host(), descriptor, kind, statusFlags);
        this.network = network;
    }

    final LoopbackNetwork network() {
        return network;
    }

    final @Nullable InternetAddress local() {
        return local;
    }

    final void setLocal(InternetAddress to) {
        local = to;
    }

    final @Nullable InternetAddress remote() {
        return remote;
    }

    final void setRemote(@Nullable InternetAddress to) {
        remote = to;
    }

    /** The name that the host knows it by; null if it has none. */
    final @Nullable String hostName() {
        return hostName;
    }

    /** Whether something that is sent to its address is for it. */
    abstract boolean receives();

    final boolean sixOnly() {
        return stored(Socket.SOL_IPV6, IPV6_V6ONLY) != 0;
    }

    /** {@code SO_REUSEPORT} of both, or {@code SO_REUSEADDR} of both while none of them listens. */
    final boolean sharesPortWith(LoopbackSocket other) {
        boolean ports = has(Socket.SO_REUSEPORT) && other.has(Socket.SO_REUSEPORT);
        boolean addresses = has(Socket.SO_REUSEADDR) && other.has(Socket.SO_REUSEADDR);
        return ports || (addresses && !(kind().isStream() && other.receives()));
    }

    private boolean has(int option) {
        return stored(Socket.SOL_SOCKET, option) != 0;
    }

    @Override
    protected void close() {
        network.forget(this);
        super.close();
    }

    @Override
    public final void bind(Task task, SocketMessage message) {
        InternetAddress wanted = InternetAddress.parse(message, kind().family());
        if (local != null) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (!wanted.isAny() && !wanted.isLoopback()) {
            throw ErrnoException.of(Errno.EADDRNOTAVAIL);
        }
        bindTo(wanted, message);
    }

    /** Takes an address. */
    void bindTo(InternetAddress wanted, SocketMessage scratch) {
        local = network.bind(this, wanted);
    }

    /** Has the host know the socket by a name, for others to reach. */
    final void bindOnHost(SocketMessage scratch) {
        String unseen = network.newHostName();
        UnixAddress.put(unseen, scratch);
        check(host().sockets().rawBind(hostDescriptor(), scratch));
        hostName = unseen;
        network.register(unseen, this);
    }

    /**
     * Where a guest wants to send.
     *
     * @throws ErrnoException {@code ENETUNREACH} if that is not this machine
     */
    final InternetAddress destination(SocketMessage message) {
        InternetAddress to = InternetAddress.parse(message, kind().family()).asDestination();
        if (!to.isLoopback()) {
            throw ErrnoException.of(Errno.ENETUNREACH);
        }
        return to;
    }

    @Override
    public final void localAddress(SocketMessage to) {
        InternetAddress address = local;
        (address == null ? InternetAddress.any(kind().family(), 0) : address).put(to, kind().family());
    }

    @Override
    public final void remoteAddress(SocketMessage to) {
        InternetAddress address = remote;
        if (address == null) {
            throw ErrnoException.of(Errno.ENOTCONN);
        }
        address.put(to, kind().family());
    }

    // Options: those of the internet are remembered, the others are the host's.

    private static long key(int level, int option) {
        return (long) level << Integer.SIZE | option;
    }

    private int stored(int level, int option) {
        Integer value = options.get(key(level, option));
        if (value != null) {
            return value;
        }
        boolean hops = (level == Socket.SOL_IP && option == IP_TTL)
                || (level == Socket.SOL_IPV6 && option == IPV6_UNICAST_HOPS);
        return hops ? USUAL_HOPS : 0;
    }

    private static boolean isRemembered(int level, int option) {
        return switch (level) {
            case Socket.SOL_SOCKET ->
                option == Socket.SO_REUSEADDR || option == Socket.SO_REUSEPORT || option == Socket.SO_PASSCRED;
            case Socket.SOL_IP, Socket.SOL_IPV6, Socket.SOL_TCP, Socket.SOL_UDP -> true;
            default -> false;
        };
    }

    @Override
    public final long setOption(Task task, int level, int option, int length) {
        if (!isRemembered(level, option)) {
            return super.setOption(task, level, option, length);
        }
        ByteBuffer value = host().scratch().structure().bytes();
        boolean mayBeByte = level == Socket.SOL_IP;
        if (length < (mayBeByte ? 1 : Integer.BYTES)) {
            return Errno.EINVAL.result();
        }
        options.put(key(level, option), length < Integer.BYTES ? value.get(0) : value.getInt(0));
        return 0;
    }

    @Override
    public final long option(Task task, int level, int option, int room) {
        if (level == Socket.SOL_SOCKET && option == Socket.SO_DOMAIN) {
            return answer(kind().family(), room);
        }
        if (level == Socket.SOL_SOCKET && option == Socket.SO_PROTOCOL) {
            return answer(kind().isStream() ? Socket.SOL_TCP : Socket.SOL_UDP, room);
        }
        return isRemembered(level, option)
                ? answer(stored(level, option), room)
                : super.option(task, level, option, room);
    }

    private int answer(int value, int room) {
        host().scratch().structure().bytes().putInt(0, value);
        return Math.min(room, Integer.BYTES);
    }
}
