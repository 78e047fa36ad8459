package io.tombolo.proc.internal.futex;

import static io.tombolo.core.abi.Futex.*;

import io.tombolo.core.Task;
import io.tombolo.core.abi.layout.RobustListHeadLayout;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.proc.internal.lifecycle.FutexExit;
import jakarta.inject.Inject;

/**
 * What an ending task does for those who wait for it: the locks of its robust list are marked and handed on, and its thread identifier is
 * cleared. Source: {@code exit_robust_list} and {@code mm_release} of the kernel.
 */
public final class RobustLocks implements FutexExit {
    private static final int PRIORITY_INHERITANCE = 1;

    private final Futexes futexes;
    private final InheritingLocks locks;

    @Inject
    RobustLocks(Futexes futexes, InheritingLocks locks) {
        this.futexes = futexes;
        this.locks = locks;
    }

    @Override
    public void leaveMemory(Task task) {
        if (task.robustList() != 0) {
            ignoringFaults(() -> walk(task, task.robustList()));
            task.setRobustList(0);
        }
        locks.ownerEnds(task);
        long address = task.clearChildTid();
        if (address != 0) {
            task.setClearChildTid(0);
            ignoringFaults(() -> {
                task.guest().putInt(address, 0);
                futexes.wake(task, address, 1);
            });
        }
    }

    /** A list that the guest has destroyed is the guest's own affair. */
    private static void ignoringFaults(Runnable action) {
        try {
            action.run();
        } catch (ErrnoException fault) {
            // The rest of the list cannot be read.
        }
    }

    private void walk(Task task, long head) {
        GuestMemory memory = task.guest();
        long offset = memory.getLong(head + RobustListHeadLayout.FUTEX_OFFSET);
        long pending = memory.getLong(head + RobustListHeadLayout.LIST_OP_PENDING);
        long entry = memory.getLong(head + RobustListHeadLayout.LIST);
        for (int count = 0; (entry & ~1) != head && count < ROBUST_LIST_LIMIT; count++) {
            long next = memory.getLong(entry & ~1);
            if ((entry & ~1) != (pending & ~1)) {
                die(task, (entry & ~1) + offset, (entry & PRIORITY_INHERITANCE) != 0);
            }
            entry = next;
        }
        if ((pending & ~1) != 0) {
            die(task, (pending & ~1) + offset, (pending & PRIORITY_INHERITANCE) != 0);
        }
    }

    private void die(Task task, long address, boolean inheriting) {
        GuestMemory memory = task.guest();
        int word = memory.getInt(address);
        while ((word & FUTEX_TID_MASK) == task.tid()) {
            int found = memory.compareAndExchangeInt(address, word, (word & FUTEX_WAITERS) | FUTEX_OWNER_DIED);
            if (found == word) {
                if (!inheriting && (word & FUTEX_WAITERS) != 0) {
                    futexes.wake(task, address, 1);
                }
                return;
            }
            word = found;
        }
    }
}
