package io.tombolo.mm.internal.syscall;

import io.tombolo.core.Task;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.Syscall;
import io.tombolo.mm.internal.memory.PagedMemory;
import jakarta.inject.Inject;

/** mremap(2) and remap_file_pages(2). */
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

    /** remap_file_pages(2). */
    @Syscall("remap_file_pages")
    public void remapFilePages(
            Task task,
            long addr,
            @Arg(ArgumentKind.SIZE) long size,
            @Arg(ArgumentKind.PROT) int prot,
            @Arg(ArgumentKind.SIZE) long pgoff,
            @Arg(ArgumentKind.MAP_FLAGS) int flags) {
        PagedMemory.of(task).remapFile(addr, size, prot, pgoff, flags);
    }
}
