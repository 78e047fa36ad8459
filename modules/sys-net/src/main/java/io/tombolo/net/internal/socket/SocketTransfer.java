package io.tombolo.net.internal.socket;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Socket;
import io.tombolo.core.spi.SpanGatherer;
import io.tombolo.host.posix.HostSockets;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.SocketMessage;

/** The host call that moves one message, straight from or to guest memory. Set up anew for each call; one for each thread. */
final class SocketTransfer implements SpanGatherer {
    private final HostSockets sockets;
    private final SocketMessage message;
    private int descriptor;
    private int flags;
    private boolean sends;
    private boolean stream;
    private boolean plain;
    private int nameRoom;
    private int controlRoom;

    SocketTransfer(HostSockets sockets, SocketMessage message) {
        this.sockets = sockets;
        this.message = message;
    }

    /** Sends the message; a stream may send a part. */
    SocketTransfer sending(int to, int hostFlags, boolean isStream) {
        set(to, hostFlags | Socket.MSG_DONTWAIT | Socket.MSG_NOSIGNAL, isStream);
        sends = true;
        plain = message.nameLength() == 0 && message.controlLength() == 0;
        return this;
    }

    /**
     * Receives a message into the room that it has.
     *
     * @param header whether the flags of the message are wanted
     */
    SocketTransfer receiving(int from, int hostFlags, boolean isStream, boolean header) {
        set(from, hostFlags | Socket.MSG_DONTWAIT | Socket.MSG_CMSG_CLOEXEC, isStream);
        sends = false;
        nameRoom = message.nameLength();
        controlRoom = message.controlLength();
        plain = nameRoom == 0 && controlRoom == 0 && !header;
        return this;
    }

    private void set(int socket, int hostFlags, boolean isStream) {
        descriptor = socket;
        flags = hostFlags;
        stream = isStream;
    }

    @Override
    public void begin() {
        message.clearPieces();
    }

    @Override
    public boolean hasRoom() {
        return message.pieces() < SocketMessage.PIECE_LIMIT;
    }

    @Override
    public void add(long hostAddress, long length) {
        message.addPiece(hostAddress, length);
    }

    @Override
    public boolean acceptsPart() {
        return stream || !sends;
    }

    /** Moves the message from or to other memory instead. */
    long through(NativeBuffer memory) {
        begin();
        add(memory.address(), memory.size());
        return run();
    }

    @Override
    public long run() {
        long result;
        do {
            result = sends ? send() : receive();
        } while (result == Errno.EINTR.result());
        return result;
    }

    private long send() {
        return plain && message.pieces() == 1
                ? sockets.rawSend(descriptor, message, flags)
                : sockets.rawSendMessage(descriptor, message, flags);
    }

    private long receive() {
        if (plain && message.pieces() == 1) {
            return sockets.rawReceive(descriptor, message, flags);
        }
        message.setNameLength(nameRoom);
        message.setControlLength(controlRoom);
        return sockets.rawReceiveMessage(descriptor, message, flags);
    }
}
