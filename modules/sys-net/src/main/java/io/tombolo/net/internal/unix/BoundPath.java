package io.tombolo.net.internal.unix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.FileStatus;
import io.tombolo.host.posix.SocketMessage;
import io.tombolo.net.internal.socket.NetworkHost;
import java.nio.charset.StandardCharsets;

/**
 * A path that a socket was bound to. The host binds {@code /proc/self/fd/N/NAME}, where N is the directory that the
 * guest's path led to, so that nothing between can be exchanged for a way out of the guest's tree, and no path is too
 * long. The host tells receivers that name as the sender of datagrams; N stays open as long as the socket, so that no
 * other socket comes by it.
 *
 * @param hostName the name that the host knows
 * @param directory the directory, owned
 * @param inode what was made there
 */
record BoundPath(String hostName, int directory, InodeKey inode) {
    /**
     * Binds a host socket.
     *
     * @param message scratch for the address
     * @throws ErrnoException {@code EADDRINUSE}, {@code EEXIST}, {@code EACCES}...
     */
    static BoundPath make(NetworkHost host, UnixSocket socket, int hostDirectory, byte[] name, SocketMessage message) {
        int directory = host.host().descriptors().duplicate(hostDirectory, 0);
        try {
            String prefix = UnixSockets.descriptorName(directory) + "/";
            String plain = prefix + new String(name, StandardCharsets.ISO_8859_1);
            String hostName = plain;
            if (plain.length() < UnixAddress.PATH_LIMIT) {
                bind(host, socket, plain, message);
            } else {
                hostName = prefix + ".socket-" + Long.toHexString(System.nanoTime());
                bind(host, socket, hostName, message);
                rename(
                        host,
                        directory,
                        hostName.substring(prefix.length()).getBytes(StandardCharsets.ISO_8859_1),
                        name);
            }
            FileStatus status = host.host().paths().status(directory, name, Fcntl.AT_SYMLINK_NOFOLLOW);
            return new BoundPath(hostName, directory, InodeKey.of(status));
        } catch (ErrnoException error) {
            host.close(directory);
            throw error;
        }
    }

    private static void bind(NetworkHost host, UnixSocket socket, String hostName, SocketMessage message) {
        UnixAddress.put(hostName, message);
        check(host.sockets().rawBind(socket.hostDescriptor(), message));
    }

    /** A name that does not fit behind the directory's is given afterwards. */
    private static void rename(NetworkHost host, int directory, byte[] from, byte[] to) {
        try {
            host.host().paths().rename(directory, from, directory, to, Fcntl.RENAME_NOREPLACE);
        } catch (ErrnoException error) {
            host.host().paths().unlink(directory, from, 0);
            throw error;
        }
    }

    void close(NetworkHost host) {
        host.close(directory);
    }
}
