package io.tombolo.net.internal;

import io.tombolo.core.spi.ProcFiles;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.net.internal.socket.NetworkHost;
import io.tombolo.net.internal.unix.InFlight;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The module as the kernel sees it. */
@Singleton
final class NetworkModule implements SyscallModule {
    private final List<SyscallTable> tables;
    private final NetworkHost host;
    private final InFlight inFlight;
    private final NetworkTables procFiles;

    @Inject
    NetworkModule(Set<SyscallTable> tables, NetworkHost host, InFlight inFlight, NetworkTables procFiles) {
        this.tables = List.copyOf(tables);
        this.host = host;
        this.inFlight = inFlight;
        this.procFiles = procFiles;
    }

    @Override
    public List<SyscallTable> tables() {
        return tables;
    }

    @Override
    public <S> @Nullable S service(Class<S> type) {
        return type == ProcFiles.class ? type.cast(procFiles) : null;
    }

    @Override
    public void close() {
        inFlight.close();
        host.waits().close();
    }
}
