package io.tombolo.net.internal.socket;

import io.tombolo.core.abi.Socket;

/**
 * What socket(2) was asked for.
 *
 * @param family of {@code AF_*}
 * @param type of {@code SOCK_*}, without flags
 * @param protocol the protocol within the family; 0 for the usual one
 */
public record SocketKind(int family, int type, int protocol) {
    /** Whether bytes flow without boundaries. */
    public boolean isStream() {
        return type == Socket.SOCK_STREAM;
    }
}
