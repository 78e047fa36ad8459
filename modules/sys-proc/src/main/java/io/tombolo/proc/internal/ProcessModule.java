package io.tombolo.proc.internal;

import dagger.Lazy;
import io.tombolo.core.spi.ProcessManager;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.proc.internal.lifecycle.StandardProcessManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The module as the kernel sees it. */
@Singleton
final class ProcessModule implements SyscallModule {
    private final List<SyscallTable> tables;
    private final Lazy<StandardProcessManager> manager;

    @Inject
    ProcessModule(Set<SyscallTable> tables, Lazy<StandardProcessManager> manager) {
        this.tables = List.copyOf(tables);
        this.manager = manager;
    }

    @Override
    public List<SyscallTable> tables() {
        return tables;
    }

    @Override
    public <S> @Nullable S service(Class<S> type) {
        return type == ProcessManager.class ? type.cast(manager.get()) : null;
    }
}
