package io.tombolo.mm.internal.syscall;

import io.tombolo.core.Task;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.Syscall;
import io.tombolo.mm.internal.memory.PagedMemory;
import jakarta.inject.Inject;

/** madvise(2), mincore(2), msync(2). */
public final class AdviceCalls {
    /** mincore(2) looks at so much at once, so that a large range needs little memory. */
    private static final long CHUNK = 1L << 30;

    @Inject
    AdviceCalls() {}

    /** madvise(2). */
    @Syscall(value = "madvise", notes = "MADV_FREE frees at once; hints about huge pages and merging have no effect")
    public void madvise(
            Task task, long addr, @Arg(ArgumentKind.SIZE) long length, @Arg(ArgumentKind.MADVISE) int advice) {
        PagedMemory.of(task).advise(addr, length, advice);
    }

    /** msync(2). */
    @Syscall("msync")
    public void msync(
            Task task, long addr, @Arg(ArgumentKind.SIZE) long length, @Arg(ArgumentKind.MSYNC_FLAGS) int flags) {
        PagedMemory.of(task).synchronize(addr, length, flags);
    }

    /** mincore(2). */
    @Syscall("mincore")
    public void mincore(
            Task task, long addr, @Arg(ArgumentKind.SIZE) long length, @Arg(ArgumentKind.POINTER) long vec) {
        PagedMemory memory = PagedMemory.of(task);
        long done = 0;
        do {
            long piece = length < 0 ? length : Math.min(CHUNK, length - done);
            byte[] resident = memory.residency(addr + done, piece);
            task.guest().copyOut(vec + done / 4096, resident, 0, resident.length);
            done += piece;
        } while (done < length);
    }
}
