package io.tombolo.net.internal.unix;

import io.tombolo.core.spi.OpenFile;
import org.jspecify.annotations.Nullable;

/**
 * Where an address leads.
 *
 * @param hostAddress the host's name for it, valid until the target is closed
 * @param socket the guest's socket that has the address; null if it is the host's
 * @param place keeps the name valid; null if nothing need be kept
 */
record UnixTarget(
        String hostAddress,
        @Nullable UnixSocket socket,
        @Nullable OpenFile place) implements AutoCloseable {
    @Override
    public void close() {
        if (place != null) {
            place.release();
        }
    }
}
