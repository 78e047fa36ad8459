package io.tombolo.mm.internal.syscall;

import io.tombolo.core.Task;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.Syscall;
import io.tombolo.mm.internal.memory.PagedMemory;
import jakarta.inject.Inject;

/** mremap(2). */
public final class RemapCalls {
    @Inject
    RemapCalls() {}

    /** mremap(2). */
    @Syscall(value = "mremap", result = ArgumentKind.HEX)
    public long mremap(
            Task task,
            long old_address,
            @Arg(ArgumentKind.SIZE) long old_size,
            @Arg(ArgumentKind.SIZE) long new_size,
            @Arg(ArgumentKind.MREMAP_FLAGS) int flags,
            long new_address) {
        return PagedMemory.of(task).remap(old_address, old_size, new_size, flags, new_address);
    }
}
