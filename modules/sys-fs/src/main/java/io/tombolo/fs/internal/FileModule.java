package io.tombolo.fs.internal;

import io.tombolo.core.spi.FileSystem;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.fs.internal.path.MountTable;
import io.tombolo.fs.internal.terminal.Terminals;
import io.tombolo.host.posix.WaitPool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The module as the kernel sees it. */
@Singleton
final class FileModule implements SyscallModule {
    private final List<SyscallTable> tables;
    private final HostFileSystem fileSystem;
    private final MountPlan plan;
    private final MountTable mounts;
    private final Terminals terminals;
    private final WaitPool waits;

    @Inject
    FileModule(
            Set<SyscallTable> tables,
            HostFileSystem fileSystem,
            MountPlan plan,
            MountTable mounts,
            Terminals terminals,
            WaitPool waits) {
        this.tables = List.copyOf(tables);
        this.fileSystem = fileSystem;
        this.plan = plan;
        this.mounts = mounts;
        this.terminals = terminals;
        this.waits = waits;
    }

    @Override
    public List<SyscallTable> tables() {
        return tables;
    }

    @Override
    public <S> @Nullable S service(Class<S> type) {
        return type == FileSystem.class ? type.cast(fileSystem) : null;
    }

    @Override
    public void close() {
        terminals.close();
        mounts.close();
        plan.close();
        waits.close();
    }
}
