package io.tombolo.net.internal.unix;

import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.HostDescriptors;
import io.tombolo.host.posix.Poll;
import io.tombolo.net.internal.socket.NetworkHost;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files and credentials on their way through host sockets. The host could pass its own descriptors only, and many guest
 * files have none; so a message carries one end of a pipe made for it, by whose inode the receiver finds here what was
 * meant. Order, peeking and lost messages are thus the host's, and a message that is lost shows: nobody has that end any
 * more. Whoever closes a socket looks for such. Thread-safe.
 */
@Singleton
public final class InFlight implements AutoCloseable {
    private final NetworkHost host;
    private final Map<Long, Bundle> bundles = new ConcurrentHashMap<>();

    @Inject
    InFlight(NetworkHost host) {
        this.host = host;
    }

    /** One message's. */
    private record Bundle(int kept, Passed passed) {}

    /**
     * Makes something ready to travel.
     *
     * @param passed taken over, unless this throws
     * @return the descriptor to send, which the caller closes once it is sent or not sent
     */
    int load(Passed passed) {
        HostDescriptors.Pipe pipe = host.host().descriptors().createPipe(Fcntl.O_CLOEXEC);
        bundles.put(inode(pipe.readEnd()), new Bundle(pipe.readEnd(), passed));
        return pipe.writeEnd();
    }

    private long inode(int descriptor) {
        return host.host().files().status(descriptor).inode();
    }

    /**
     * What a received descriptor stands for.
     *
     * @param stays whether the message was only looked at
     * @return with references for the caller; null if the descriptor stands for itself
     */
    @Nullable
    Passed find(int descriptor, boolean stays) {
        if (bundles.isEmpty()) {
            return null;
        }
        long inode = inode(descriptor);
        if (stays) {
            Bundle bundle = bundles.get(inode);
            return bundle == null ? null : bundle.passed.copy();
        }
        Bundle bundle = bundles.remove(inode);
        if (bundle == null) {
            return null;
        }
        host.close(bundle.kept);
        return bundle.passed;
    }

    /** Takes back what could not be sent. */
    void unload(int descriptor) {
        Passed passed = find(descriptor, false);
        if (passed != null) {
            passed.release();
        }
    }

    /** Gives up what nobody can receive any more. */
    void dropLost() {
        if (bundles.isEmpty()) {
            return;
        }
        bundles.forEach((inode, bundle) -> {
            boolean lost = (host.host().polling().poll(bundle.kept, Poll.POLLIN) & Poll.POLLHUP) != 0;
            if (lost && bundles.remove(inode, bundle)) {
                host.close(bundle.kept);
                bundle.passed.release();
            }
        });
    }

    @Override
    public void close() {
        bundles.forEach((inode, bundle) -> {
            if (bundles.remove(inode, bundle)) {
                host.close(bundle.kept);
                bundle.passed.release();
            }
        });
    }
}
