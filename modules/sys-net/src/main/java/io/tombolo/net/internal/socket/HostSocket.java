package io.tombolo.net.internal.socket;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.host.posix.Poll;
import io.tombolo.host.posix.SocketMessage;
import org.jspecify.annotations.Nullable;

/** A socket whose addresses are the host's: {@code AF_INET} and {@code AF_INET6}, and what is like them. */
public class HostSocket extends SocketFile {
    /** Takes over a host socket. */
    public HostSocket(NetworkHost host, int descriptor, SocketKind kind, int statusFlags) {
        super(host, descriptor, kind, statusFlags);
    }

    @Override
    public void bind(Task task, SocketMessage address) {
        check(host().sockets().rawBind(hostDescriptor(), address));
    }

    /**
     * The host answers at once that a connection is in progress. Whether one that was waited for has come about, and why
     * not, it tells by a second call; that call is also what ends the socket's connecting state.
     */
    @Override
    public long connect(Task task, SocketMessage address) {
        long result = host().sockets().rawConnect(hostDescriptor(), address);
        long deadline = timeouts().sendDeadline();
        while ((result == Errno.EINPROGRESS.result() || result == Errno.EALREADY.result()) && mayBlock(0)) {
            long ended = await(task, Poll.POLLOUT, deadline);
            if (ended != 0) {
                return ended == Errno.EAGAIN.result() ? Errno.EINPROGRESS.result() : ended;
            }
            result = host().sockets().rawConnect(hostDescriptor(), address);
        }
        return result;
    }

    @Override
    protected @Nullable SocketFile takeConnection(SocketMessage peer, int statusFlags) {
        long accepted = host().sockets().rawAccept(hostDescriptor(), peer);
        if (accepted == Errno.EAGAIN.result()) {
            return null;
        }
        SocketFile connection = new HostSocket(host(), (int) check(accepted), kind(), statusFlags);
        connection.setTimeouts(timeouts());
        return connection;
    }

    @Override
    public void localAddress(SocketMessage to) {
        host().sockets().localAddress(hostDescriptor(), to);
    }

    @Override
    public void remoteAddress(SocketMessage to) {
        host().sockets().remoteAddress(hostDescriptor(), to);
    }
}
