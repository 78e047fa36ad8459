package io.tombolo.net.internal.socket;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.RestartCode;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.SocketMessage;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the host does not tell of the connections that wait at a listening socket of AF_UNIX: which guest made each. The
 * host keeps them in order, and so does this queue, because connecting and queueing happen under one lock, as accepting
 * and taking off the queue do. No host call under the lock blocks. The lock is this object's monitor; no other is taken
 * under it.
 *
 * @param <P> how a guest's end is known
 */
public final class ConnectionQueue<P> {
    private final NetworkHost host;
    private final ArrayDeque<P> waiting = new ArrayDeque<>();
    private final Set<Task> wantRoom = ConcurrentHashMap.newKeySet();
    private volatile long accepted;

    /** A queue without connections. */
    public ConnectionQueue(NetworkHost host) {
        this.host = host;
    }

    /**
     * Connects a host socket, and waits for room if there is none.
     *
     * @param address the host's name of the listening socket
     * @param peer who connects
     * @param mayBlock whether to wait
     * @return 0, a negated errno or a negated restart code
     */
    public long connect(Task task, int socket, SocketMessage address, P peer, boolean mayBlock, long deadline) {
        while (true) {
            long seen = accepted;
            long result = tryToConnect(socket, address, peer);
            if (result != Errno.EAGAIN.result() || !mayBlock) {
                return result;
            }
            if (!awaitRoom(task, seen, deadline)) {
                return task.interrupted()
                        ? SocketFile.interruption(ErrnoException.of(RestartCode.ERESTARTSYS), deadline)
                        : result;
            }
        }
    }

    private synchronized long tryToConnect(int socket, SocketMessage address, P peer) {
        long result = host.sockets().rawConnect(socket, address);
        if (result == 0) {
            waiting.add(peer);
        }
        return result;
    }

    private boolean awaitRoom(Task task, long seen, long deadline) {
        wantRoom.add(task);
        try {
            return task.await(() -> accepted != seen, deadline);
        } finally {
            wantRoom.remove(task);
        }
    }

    /** Takes a connection off the host's queue. */
    public Accepted<P> accept(int socket, SocketMessage scratch) {
        Accepted<P> taken = take(socket, scratch);
        if (taken.descriptor() >= 0) {
            wantRoom.forEach(Task::wake);
        }
        return taken;
    }

    private synchronized Accepted<P> take(int socket, SocketMessage scratch) {
        long descriptor = host.sockets().rawAccept(socket, scratch);
        if (descriptor < 0) {
            return new Accepted<>(descriptor, null);
        }
        accepted++;
        int process = host.sockets().peerCredentials((int) descriptor).process();
        boolean ours = process == host.host().process().processId();
        return new Accepted<>(descriptor, ours ? waiting.poll() : null);
    }

    /**
     * A connection.
     *
     * @param descriptor the host's, or a negated errno
     * @param peer the guest that made it; null if it was somebody of the host
     */
    public record Accepted<P>(long descriptor, @Nullable P peer) {}
}
