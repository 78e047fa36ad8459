package io.tombolo.net.internal.unix;

import io.tombolo.net.internal.socket.ConnectionQueue;

/**
 * A socket that takes connections.
 *
 * @param credentials of who called listen(2), which its peers see
 * @param queue the connections that wait
 */
record UnixListener(UnixCredentials credentials, ConnectionQueue<UnixPeer> queue) {}
