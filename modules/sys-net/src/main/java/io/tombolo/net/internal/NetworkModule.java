package io.tombolo.net.internal;

import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.net.internal.socket.NetworkHost;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** The module as the kernel sees it. */
@Singleton
final class NetworkModule implements SyscallModule {
    private final List<SyscallTable> tables;
    private final NetworkHost host;

    @Inject
    NetworkModule(Set<SyscallTable> tables, NetworkHost host) {
        this.tables = List.copyOf(tables);
        this.host = host;
    }

    @Override
    public List<SyscallTable> tables() {
        return tables;
    }

    @Override
    public void close() {
        host.waits().close();
    }
}
