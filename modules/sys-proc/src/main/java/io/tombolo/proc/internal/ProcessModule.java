package io.tombolo.proc.internal;

import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallTable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The module as the kernel sees it. */
@Singleton
final class ProcessModule implements SyscallModule {
    private final List<SyscallTable> tables;

    @Inject
    ProcessModule(Set<SyscallTable> tables) {
        this.tables = List.copyOf(tables);
    }

    @Override
    public List<SyscallTable> tables() {
        return tables;
    }

    @Override
    public <S> @Nullable S service(Class<S> type) {
        return null;
    }
}
