package io.tombolo.net.internal.socket;

import io.tombolo.core.abi.Socket;

/**
 * Which {@code MSG_*} flags the host gets. Waiting is done here, signals are the guest's own, and {@code MSG_ZEROCOPY}
 * would let the host look at guest memory after the call.
 */
final class MessageFlags {
    private static final int SENDING = Socket.MSG_OOB
            | Socket.MSG_DONTROUTE
            | Socket.MSG_EOR
            | Socket.MSG_CONFIRM
            | Socket.MSG_MORE
            | Socket.MSG_FASTOPEN;

    private static final int RECEIVING = Socket.MSG_OOB | Socket.MSG_PEEK | Socket.MSG_TRUNC | Socket.MSG_ERRQUEUE;

    static int forSending(int flags) {
        return flags & SENDING;
    }

    static int forReceiving(int flags) {
        return flags & RECEIVING;
    }

    private MessageFlags() {}
}
