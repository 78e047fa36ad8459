package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.abi.Socket;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.nio.ByteBuffer;

/**
 * Sockets. Those made here never block and are closed on {@code execve}; who must wait polls. Families, types, options and
 * flags are those of {@link Socket}, and addresses have Linux's layout. Errors are thrown as {@link
 * io.tombolo.core.spi.ErrnoException}, as the call's section of the manual names them; methods whose name starts with
 * {@code raw} answer the negative errno. Thread-safe.
 */
public final class HostSockets {
    private static final int MODE = Socket.SOCK_NONBLOCK | Socket.SOCK_CLOEXEC;

    private final HostCalls calls;

    HostSockets(HostCalls calls) {
        this.calls = calls;
    }

    /** Makes a socket: {@code socket(2)}; the caller closes it. */
    public int create(int family, int type, int protocol) {
        return (int) check(calls.call(SyscallNumbers.SOCKET, family, type | MODE, protocol));
    }

    /** Makes two connected sockets: {@code socketpair(2)}; the caller closes them. */
    public Pair createPair(int family, int type, int protocol) {
        NativeScratch memory = NativeScratch.current();
        check(calls.call(SyscallNumbers.SOCKETPAIR, family, type | MODE, protocol, memory.address()));
        return new Pair(memory.structures().getInt(0), memory.structures().getInt(Integer.BYTES));
    }

    /**
     * Two connected sockets.
     *
     * @param first descriptor of the one
     * @param second descriptor of the other
     */
    public record Pair(int first, int second) {}

    /** Gives a socket the message's address: {@code bind(2)}. */
    public long rawBind(int socket, SocketMessage address) {
        return calls.call(SyscallNumbers.BIND, socket, address.nameAddress(), address.nameLength());
    }

    /** Connects a socket to the message's address: {@code connect(2)}. */
    public long rawConnect(int socket, SocketMessage address) {
        return calls.call(SyscallNumbers.CONNECT, socket, address.nameAddress(), address.nameLength());
    }

    /** Lets a socket take connections: {@code listen(2)}. */
    public void listen(int socket, int backlog) {
        check(calls.call(SyscallNumbers.LISTEN, socket, backlog));
    }

    /**
     * Takes a connection: {@code accept4(2)}; {@code -EAGAIN} if there is none.
     *
     * @param peer gets the address of the peer
     * @return a descriptor, which the caller closes
     */
    public long rawAccept(int socket, SocketMessage peer) {
        NativeScratch memory = NativeScratch.current();
        memory.structures().putInt(0, SocketMessage.NAME_LIMIT);
        long accepted = calls.call(SyscallNumbers.ACCEPT4, socket, peer.nameAddress(), memory.address(), MODE);
        peer.setNameLength(accepted < 0 ? 0 : memory.structures().getInt(0));
        return accepted;
    }

    /** Asks for a socket's own address: {@code getsockname(2)}. */
    public void localAddress(int socket, SocketMessage to) {
        address(SyscallNumbers.GETSOCKNAME, socket, to);
    }

    /** Asks for the address of a socket's peer: {@code getpeername(2)}. */
    public void remoteAddress(int socket, SocketMessage to) {
        address(SyscallNumbers.GETPEERNAME, socket, to);
    }

    private void address(int call, int socket, SocketMessage to) {
        NativeScratch memory = NativeScratch.current();
        memory.structures().putInt(0, SocketMessage.NAME_LIMIT);
        check(calls.call(call, socket, to.nameAddress(), memory.address()));
        to.setNameLength(memory.structures().getInt(0));
    }

    /** Sends the first piece of a message, without address or ancillary data: {@code sendto(2)}. */
    public long rawSend(int socket, SocketMessage message, int flags) {
        return calls.call(SyscallNumbers.SENDTO, socket, message.pieceAddress(), message.pieceLength(), flags, 0, 0);
    }

    /** Receives into the first piece of a message, without address or ancillary data: {@code recvfrom(2)}. */
    public long rawReceive(int socket, SocketMessage message, int flags) {
        return calls.call(SyscallNumbers.RECVFROM, socket, message.pieceAddress(), message.pieceLength(), flags, 0, 0);
    }

    /** Sends a message: {@code sendmsg(2)}. */
    public long rawSendMessage(int socket, SocketMessage message, int flags) {
        return calls.call(SyscallNumbers.SENDMSG, socket, message.prepare(), flags);
    }

    /**
     * Receives a message: {@code recvmsg(2)}. The lengths of address and ancillary data say beforehand how much room there
     * is, and afterwards what came.
     */
    public long rawReceiveMessage(int socket, SocketMessage message, int flags) {
        long received = calls.call(SyscallNumbers.RECVMSG, socket, message.prepare(), flags);
        if (received >= 0) {
            message.received();
        }
        return received;
    }

    /**
     * Sets an option: {@code setsockopt(2)}.
     *
     * @param value its first {@code length} bytes are the value, in the host's byte order
     */
    public long rawSetOption(int socket, int level, int option, NativeBuffer value, int length) {
        return calls.call(SyscallNumbers.SETSOCKOPT, socket, level, option, value.address(), length);
    }

    /** Sets an option that is an {@code int}. */
    public void setOption(int socket, int level, int option, int value) {
        NativeScratch memory = NativeScratch.current();
        memory.structures().putInt(0, value);
        check(calls.call(SyscallNumbers.SETSOCKOPT, socket, level, option, memory.address(), Integer.BYTES));
    }

    /**
     * Asks for an option: {@code getsockopt(2)}.
     *
     * @param value gets its bytes
     * @param room how many it may get
     * @return how many it got
     */
    public long rawOption(int socket, int level, int option, NativeBuffer value, int room) {
        NativeScratch memory = NativeScratch.current();
        memory.structures().putInt(0, room);
        long result = calls.call(SyscallNumbers.GETSOCKOPT, socket, level, option, value.address(), memory.address());
        return result < 0 ? result : memory.structures().getInt(0);
    }

    /** {@return the value of an option that is an {@code int}} */
    public int option(int socket, int level, int option) {
        NativeScratch memory = NativeScratch.current();
        ByteBuffer structures = memory.structures();
        structures.putInt(0, Integer.BYTES);
        structures.putInt(Integer.BYTES, 0);
        check(calls.call(
                SyscallNumbers.GETSOCKOPT, socket, level, option, memory.address() + Integer.BYTES, memory.address()));
        return structures.getInt(Integer.BYTES);
    }

    /**
     * {@return the peer's process, user and group: {@code SO_PEERCRED}}
     */
    public PeerCredentials peerCredentials(int socket) {
        NativeScratch memory = NativeScratch.current();
        ByteBuffer structures = memory.structures();
        structures.putInt(0, 3 * Integer.BYTES);
        check(calls.call(
                SyscallNumbers.GETSOCKOPT,
                socket,
                Socket.SOL_SOCKET,
                Socket.SO_PEERCRED,
                memory.address() + Integer.BYTES,
                memory.address()));
        return new PeerCredentials(structures.getInt(4), structures.getInt(8), structures.getInt(12));
    }

    /**
     * Who is at the other end of a socket of this machine.
     *
     * @param process its process
     * @param user its user
     * @param group its group
     */
    public record PeerCredentials(int process, int user, int group) {}

    /** Ends one or both directions: {@code shutdown(2)}; {@code how} of {@code SHUT_*}. */
    public void shutdown(int socket, int how) {
        check(calls.call(SyscallNumbers.SHUTDOWN, socket, how));
    }
}
