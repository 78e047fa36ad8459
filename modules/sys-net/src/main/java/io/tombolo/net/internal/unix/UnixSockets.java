package io.tombolo.net.internal.unix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Stat;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileSystem;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.FileStatus;
import io.tombolo.host.posix.HostSockets;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.socket.SocketFile;
import io.tombolo.net.internal.socket.SocketKind;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of AF_UNIX of one kernel, and what their names stand for. A path names an inode of the guest's tree, which
 * the host binds. An abstract name is known here only: the host has another, which nobody can guess. Thread-safe.
 */
@Singleton
public final class UnixSockets {
    private static final int TOKEN_SIZE = 16;
    private static final int AUTOBIND_NAMES = 1 << 20;

    private final NetworkHost host;
    private final KernelServices services;
    private final InFlight inFlight;
    private final HostRights rights;
    private final AtomicLong counter = new AtomicLong();
    private final Set<UnixSocket> all = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, UnixSocket> abstractNames = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<InodeKey, UnixSocket> inodes = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, UnixSocket> hostNames = new ConcurrentHashMap<>();
    /** Made when the first abstract name is; what every kernel does at its start must be cheap. */
    private @Nullable String hostPrefix;

    @Inject
    UnixSockets(NetworkHost host, KernelServices services, InFlight inFlight, HostRights rights) {
        this.host = host;
        this.services = services;
        this.inFlight = inFlight;
        this.rights = rights;
    }

    /** What is on its way. */
    InFlight inFlight() {
        return inFlight;
    }

    /** Descriptors that come from the host. */
    HostRights rights() {
        return rights;
    }

    FileSystem files() {
        return services.service(FileSystem.class);
    }

    /** Makes a socket. */
    public SocketFile create(SocketKind kind, int statusFlags) {
        int descriptor = host.sockets().create(kind.family(), kind.type(), kind.protocol());
        return make(descriptor, kind, statusFlags);
    }

    /** Makes the file of a host socket. */
    UnixSocket make(int descriptor, SocketKind kind, int statusFlags) {
        UnixSocket socket = new UnixSocket(this, host, descriptor, kind, statusFlags);
        all.add(socket);
        return socket;
    }

    /** The lines of {@code /proc/net/unix}. */
    public String table() {
        StringBuilder lines = new StringBuilder("Num       RefCount Protocol Flags    Type St Inode Path\n");
        all.forEach(socket -> socket.describe(lines));
        return lines.toString();
    }

    /** Makes two connected sockets. */
    public SocketFile[] createPair(Task task, SocketKind kind, int statusFlags) {
        HostSockets.Pair pair = host.sockets().createPair(kind.family(), kind.type(), kind.protocol());
        UnixSocket first = make(pair.first(), kind, statusFlags);
        UnixSocket second = make(pair.second(), kind, statusFlags);
        UnixCredentials maker = UnixCredentials.of(task);
        first.setPeer(new UnixPeer(second, "", maker, true));
        second.setPeer(new UnixPeer(first, "", maker, true));
        return new SocketFile[] {first, second};
    }

    // Names

    /** A name that the host has not seen, for a socket whose name it must not know. */
    public String newHostName() {
        return hostPrefix() + counter.incrementAndGet();
    }

    private synchronized String hostPrefix() {
        String now = hostPrefix;
        if (now == null) {
            byte[] token = new byte[TOKEN_SIZE];
            new SecureRandom().nextBytes(token);
            now = "\0tombolo-" + HexFormat.of().formatHex(token) + "-";
            hostPrefix = now;
        }
        return now;
    }

    /**
     * Reserves an abstract name.
     *
     * @throws ErrnoException {@code EADDRINUSE}
     */
    void reserve(String name, UnixSocket socket) {
        if (abstractNames.putIfAbsent(name, socket) != null) {
            throw ErrnoException.of(Errno.EADDRINUSE);
        }
    }

    /**
     * Reserves an abstract name of five hexadecimal digits, as Linux gives to sockets that ask for any.
     *
     * @throws ErrnoException {@code ENOSPC} if all are taken
     */
    String reserveAny(UnixSocket socket) {
        for (int attempt = 0; attempt < AUTOBIND_NAMES; attempt++) {
            long number = counter.incrementAndGet() & AUTOBIND_NAMES - 1;
            String name = "\0" + HexFormat.of().toHexDigits(number, 5);
            if (abstractNames.putIfAbsent(name, socket) == null) {
                return name;
            }
        }
        throw ErrnoException.of(Errno.ENOSPC);
    }

    /** Gives an abstract name back. */
    void free(String name, UnixSocket socket) {
        abstractNames.remove(name, socket);
    }

    /** Remembers by which name the host knows a socket, for the sender of a datagram. */
    void registerHostName(String hostName, UnixSocket socket) {
        hostNames.put(hostName, socket);
    }

    /** Remembers the inode of a socket's path. */
    void registerInode(InodeKey inode, UnixSocket socket) {
        inodes.put(inode, socket);
    }

    /** Forgets a socket's names. */
    void forget(UnixSocket socket, String name, @Nullable String hostName, @Nullable InodeKey inode) {
        all.remove(socket);
        free(name, socket);
        if (hostName != null) {
            hostNames.remove(hostName, socket);
        }
        if (inode != null) {
            inodes.remove(inode, socket);
        }
    }

    /** The guest's socket that the host knows by a name; null if there is none. */
    @Nullable
    UnixSocket byHostName(String hostName) {
        return hostNames.get(hostName);
    }

    /**
     * Finds out where an address leads; the caller closes the target.
     *
     * @throws ErrnoException {@code ECONNREFUSED} if no socket is there, {@code ENOENT}, {@code EACCES}, {@code ELOOP}...
     */
    UnixTarget resolve(Task task, String address) {
        if (UnixAddress.isAbstract(address)) {
            UnixSocket socket = abstractNames.get(address);
            String hostName = socket == null ? null : socket.hostName();
            if (hostName == null) {
                throw ErrnoException.of(Errno.ECONNREFUSED);
            }
            return new UnixTarget(hostName, socket, null);
        }
        if (address.isEmpty()) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        OpenFile place = files().open(task, Fcntl.AT_FDCWD, address, Fcntl.O_PATH, 0);
        try {
            return new UnixTarget(descriptorName(socketDescriptor(place)), byInode(place), place);
        } catch (ErrnoException error) {
            place.release();
            throw error;
        }
    }

    private int socketDescriptor(OpenFile place) {
        int descriptor = place.hostDescriptor();
        if (descriptor < 0 || (status(place).mode() & Stat.S_IFMT) != Stat.S_IFSOCK) {
            throw ErrnoException.of(Errno.ECONNREFUSED);
        }
        return descriptor;
    }

    private @Nullable UnixSocket byInode(OpenFile place) {
        return inodes.get(InodeKey.of(status(place)));
    }

    private FileStatus status(OpenFile place) {
        return host.host().files().status(place.hostDescriptor());
    }

    /** The host's path of a descriptor: a short name for what a guest's path led to, wherever that lies. */
    static String descriptorName(int descriptor) {
        return "/proc/self/fd/" + descriptor;
    }

    /** Duplicates a descriptor. */
    int duplicate(int descriptor) {
        return (int) check(host.host().descriptors().duplicate(descriptor, 0));
    }
}
