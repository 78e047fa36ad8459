package io.tombolo.mm.internal.syscall;

import io.tombolo.core.Task;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.Syscall;
import io.tombolo.mm.internal.memory.PagedMemory;
import jakarta.inject.Inject;

/** mlock(2), mlock2(2), munlock(2), mlockall(2), munlockall(2). */
public final class LockCalls {
    @Inject
    LockCalls() {}

    /** mlock(2). */
    @Syscall(value = "mlock", limits = "the host may still page the memory out")
    public void mlock(Task task, long addr, @Arg(ArgumentKind.SIZE) long len) {
        PagedMemory.of(task).locks().lock(addr, len, 0);
    }

    /** mlock2(2). */
    @Syscall(value = "mlock2", limits = "the host may still page the memory out")
    public void mlock2(
            Task task, long addr, @Arg(ArgumentKind.SIZE) long len, @Arg(ArgumentKind.MLOCK_FLAGS) int flags) {
        PagedMemory.of(task).locks().lock(addr, len, flags);
    }

    /** munlock(2). */
    @Syscall("munlock")
    public void munlock(Task task, long addr, @Arg(ArgumentKind.SIZE) long len) {
        PagedMemory.of(task).locks().unlock(addr, len);
    }

    /** mlockall(2). */
    @Syscall(value = "mlockall", limits = "the host may still page the memory out")
    public void mlockall(Task task, @Arg(ArgumentKind.MLOCKALL_FLAGS) int flags) {
        PagedMemory.of(task).locks().lockAll(flags);
    }

    /** munlockall(2). */
    @Syscall("munlockall")
    public void munlockall(Task task) {
        PagedMemory.of(task).locks().unlockAll();
    }
}
