package io.tombolo.proc.internal.exec;

import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Random bytes from the host's getrandom(2), without the start-up cost of {@code SecureRandom}. Thread-safe. */
@Singleton
final class Entropy {
    private static final int SIZE = 64;

    private final Host host;
    private final NativeBuffer buffer = NativeBuffer.allocate(SIZE);

    @Inject
    Entropy(Host host) {
        this.host = host;
    }

    /** At most 64 bytes. */
    synchronized byte[] bytes(int count) {
        long got = host.calls().call(SyscallNumbers.GETRANDOM, buffer.address(), count, 0);
        if (got != count) {
            throw new IllegalStateException("the host gave " + got + " of " + count + " random bytes");
        }
        byte[] bytes = new byte[count];
        buffer.bytes().get(0, bytes);
        return bytes;
    }
}
