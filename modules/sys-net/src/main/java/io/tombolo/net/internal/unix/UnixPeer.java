package io.tombolo.net.internal.unix;

import org.jspecify.annotations.Nullable;

/**
 * The other end of a socket.
 *
 * @param socket the guest's socket; null if it belongs to the host, or is a connection that nobody has accepted yet
 * @param address its address if the socket is not known
 * @param credentials who it was when the two were connected
 * @param guest whether it belongs to a guest of this kernel
 */
record UnixPeer(@Nullable UnixSocket socket, String address, UnixCredentials credentials, boolean guest) {
    /** Its address as it is now. */
    String currentAddress() {
        return socket == null ? address : socket.address();
    }
}
