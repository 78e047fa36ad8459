package io.tombolo.mm.internal;

import io.tombolo.core.spi.DaxMapper;
import io.tombolo.core.spi.DaxMappers;
import io.tombolo.core.spi.DaxPolicy;
import io.tombolo.core.spi.MemoryManager;
import io.tombolo.core.spi.ProcFiles;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.core.spi.Stage2;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallTable;
import io.tombolo.mm.internal.dax.WindowedDaxMapper;
import io.tombolo.mm.internal.memory.KernelMemory;
import io.tombolo.mm.internal.memory.PagedMemory;
import io.tombolo.mm.internal.segment.SegmentListing;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The module as the kernel sees it. */
@Singleton
final class MemoryModule implements SyscallModule, MemoryManager, DaxMappers {
    private final KernelMemory memory;
    private final SegmentListing segments;
    private final List<SyscallTable> tables;

    @Inject
    MemoryModule(KernelMemory memory, SegmentListing segments, Set<SyscallTable> tables) {
        this.memory = memory;
        this.segments = segments;
        this.tables = List.copyOf(tables);
    }

    @Override
    public List<SyscallTable> tables() {
        return tables;
    }

    @Override
    public <S> @Nullable S service(Class<S> type) {
        if (type == ProcFiles.class) {
            return type.cast(segments);
        }
        return type == MemoryManager.class || type == DaxMappers.class ? type.cast(this) : null;
    }

    @Override
    public DaxMapper create(Stage2 stage2, long base, long length, DaxPolicy policy) {
        return new WindowedDaxMapper(memory.host(), stage2, base, length, policy);
    }

    @Override
    public ProcessMemory create() {
        return PagedMemory.create(memory);
    }

    @Override
    public void close() {
        memory.files().close();
        memory.pool().release();
    }
}
