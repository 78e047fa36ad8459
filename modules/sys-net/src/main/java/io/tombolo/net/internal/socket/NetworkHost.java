package io.tombolo.net.internal.socket;

import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostSockets;
import io.tombolo.host.posix.WaitPool;
import io.tombolo.host.posix.spi.SyscallNumbers;

/** The host as this module uses it. Thread-safe. */
public final class NetworkHost {
    private final Host host;
    private final boolean sharesNetwork;
    private final WaitPool waits;
    private final ThreadLocal<SocketScratch> scratch;

    /**
     * Over a host, which a test may have wrapped.
     *
     * @param sharesNetwork whether guests may see the host's network
     */
    public NetworkHost(Host host, boolean sharesNetwork) {
        this.host = host;
        this.sharesNetwork = sharesNetwork;
        this.waits = new WaitPool(host);
        this.scratch = ThreadLocal.withInitial(() -> new SocketScratch(host.sockets()));
    }

    /** The host itself. */
    public Host host() {
        return host;
    }

    /** Whether guests may see the host's network. */
    public boolean sharesNetwork() {
        return sharesNetwork;
    }

    /** Its sockets. */
    public HostSockets sockets() {
        return host.sockets();
    }

    /** Waits. */
    public WaitPool waits() {
        return waits;
    }

    /** The thread's memory. */
    public SocketScratch scratch() {
        return scratch.get();
    }

    /** Closes a descriptor; an error has nobody to go to. */
    public void close(int descriptor) {
        host.calls().call(SyscallNumbers.CLOSE, descriptor);
    }
}
