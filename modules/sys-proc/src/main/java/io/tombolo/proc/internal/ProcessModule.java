package io.tombolo.proc.internal;

import dagger.Lazy;
import io.tombolo.core.spi.ProcFiles;
import io.tombolo.core.spi.ProcessManager;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.proc.internal.lifecycle.StandardProcessManager;
import io.tombolo.proc.internal.message.MessageControl;
import io.tombolo.proc.internal.semaphore.SemaphoreControl;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The module as the kernel sees it. */
@Singleton
final class ProcessModule implements SyscallModule, ProcFiles {
    private final List<SyscallTable> tables;
    private final Lazy<StandardProcessManager> manager;
    private final SemaphoreControl semaphores;
    private final MessageControl messages;

    @Inject
    ProcessModule(
            Set<SyscallTable> tables,
            Lazy<StandardProcessManager> manager,
            SemaphoreControl semaphores,
            MessageControl messages) {
        this.tables = List.copyOf(tables);
        this.manager = manager;
        this.semaphores = semaphores;
        this.messages = messages;
    }

    @Override
    public List<SyscallTable> tables() {
        return tables;
    }

    @Override
    public <S> @Nullable S service(Class<S> type) {
        if (type == ProcFiles.class) {
            return type.cast(this);
        }
        return type == ProcessManager.class ? type.cast(manager.get()) : null;
    }

    @Override
    public List<File> files() {
        return Stream.concat(semaphores.files().stream(), messages.files().stream())
                .toList();
    }
}
