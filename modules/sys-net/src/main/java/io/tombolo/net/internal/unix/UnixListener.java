package io.tombolo.net.internal.unix;

import io.tombolo.core.Task;
import io.tombolo.host.posix.HostSockets;
import io.tombolo.host.posix.SocketMessage;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the host does not tell of the connections that wait at a listening socket: which guest made each. The host keeps
 * them in order, and so does this queue, because connecting and queueing happen under one lock, as accepting and taking
 * off the queue do. No host call under the lock blocks. The lock is this object's monitor; no other is taken under it.
 */
final class UnixListener {
    private final UnixCredentials credentials;
    private final ArrayDeque<UnixPeer> waiting = new ArrayDeque<>();
    private final Set<Task> wantRoom = ConcurrentHashMap.newKeySet();
    private volatile long accepted;

    /**
     * A listener without connections.
     *
     * @param credentials of who called listen(2), which its peers see
     */
    UnixListener(UnixCredentials credentials) {
        this.credentials = credentials;
    }

    UnixCredentials credentials() {
        return credentials;
    }

    /** Connects a host socket to the message's address, and queues who it is if that succeeds. */
    synchronized long connect(HostSockets sockets, int socket, SocketMessage address, UnixPeer peer) {
        long result = sockets.rawConnect(socket, address);
        if (result == 0) {
            waiting.add(peer);
        }
        return result;
    }

    /** Takes a connection off the host's queue. */
    Accepted accept(HostSockets sockets, int socket, int ownProcess, SocketMessage scratch) {
        Accepted taken = take(sockets, socket, ownProcess, scratch);
        if (taken.descriptor() >= 0) {
            wantRoom.forEach(Task::wake);
        }
        return taken;
    }

    private synchronized Accepted take(HostSockets sockets, int socket, int ownProcess, SocketMessage scratch) {
        long descriptor = sockets.rawAccept(socket, scratch);
        if (descriptor < 0) {
            return new Accepted(descriptor, null);
        }
        accepted++;
        boolean ours = sockets.peerCredentials((int) descriptor).process() == ownProcess;
        return new Accepted(descriptor, ours ? waiting.poll() : null);
    }

    /**
     * A connection.
     *
     * @param descriptor the host's, or a negated errno
     * @param peer the guest that made it; null if it was somebody of the host
     */
    record Accepted(long descriptor, @Nullable UnixPeer peer) {}

    /** How many connections have been taken so far. */
    long accepted() {
        return accepted;
    }

    /**
     * Waits until a connection is taken, because the host's queue was full.
     *
     * @param seen what {@link #accepted} said before the queue was found full
     * @return false if the task was interrupted or the deadline has passed
     */
    boolean awaitRoom(Task task, long seen, long deadline) {
        wantRoom.add(task);
        try {
            return task.await(() -> accepted != seen, deadline);
        } finally {
            wantRoom.remove(task);
        }
    }
}
