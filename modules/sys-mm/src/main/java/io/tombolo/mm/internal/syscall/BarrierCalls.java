package io.tombolo.mm.internal.syscall;

import static io.tombolo.core.abi.Membarrier.*;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.mm.internal.memory.PagedMemory;
import jakarta.inject.Inject;

/** membarrier(2): every running sibling passes a safepoint, which is a full barrier. */
public final class BarrierCalls {
    private static final int KNOWN = MEMBARRIER_CMD_GLOBAL
            | MEMBARRIER_CMD_GLOBAL_EXPEDITED
            | MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED
            | MEMBARRIER_CMD_PRIVATE_EXPEDITED
            | MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED
            | MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE
            | MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE;

    @Inject
    BarrierCalls() {}

    /** membarrier(2). */
    @Syscall("membarrier")
    public long membarrier(Task task, int cmd, @Arg(ArgumentKind.HEX) int flags, int cpu_id) {
        if (flags != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        PagedMemory memory = PagedMemory.of(task);
        switch (cmd) {
            case MEMBARRIER_CMD_QUERY -> {
                return KNOWN;
            }
            case MEMBARRIER_CMD_GLOBAL, MEMBARRIER_CMD_GLOBAL_EXPEDITED -> {
                for (Process process : task.kernel().processes().processes()) {
                    process.tasks().forEach(each -> each.memory().addressSpace().synchronize());
                }
            }
            case MEMBARRIER_CMD_PRIVATE_EXPEDITED -> expedited(memory, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED);
            case MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE ->
                expedited(memory, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE);
            case MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED,
                    MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED,
                    MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE -> memory.registerBarrier(cmd);
            default -> throw ErrnoException.of(Errno.EINVAL);
        }
        return 0;
    }

    private static void expedited(PagedMemory memory, int registration) {
        if (!memory.hasRegisteredBarrier(registration)) {
            throw ErrnoException.of(Errno.EPERM);
        }
        memory.addressSpace().synchronize();
    }
}
