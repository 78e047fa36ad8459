package io.tombolo.proc.internal.semaphore;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Ipc;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.Syscall;
import io.tombolo.proc.internal.time.Clocks;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** semget(2), semop(2), semtimedop(2). */
public final class SemaphoreCalls {
    private static final int OPERATION_SIZE = 6;
    private static final int READ = 0444;
    private static final int WRITE = 0222;

    private final SemaphoreSets sets;

    @Inject
    SemaphoreCalls(SemaphoreSets sets) {
        this.sets = sets;
    }

    /** semget(2). */
    @Syscall("semget")
    public long semget(Task task, @Arg(ArgumentKind.HEX) int key, int nsems, @Arg(ArgumentKind.HEX) int semflg) {
        return sets.get(task, key, nsems, semflg);
    }

    /** semop(2). */
    @Syscall("semop")
    public long semop(Task task, int semid, @Arg(ArgumentKind.POINTER) long sops, @Arg(ArgumentKind.UINT) int nsops) {
        return operate(task, semid, sops, nsops, Task.FOREVER);
    }

    /** semtimedop(2). */
    @Syscall("semtimedop")
    public long semtimedop(
            Task task,
            int semid,
            @Arg(ArgumentKind.POINTER) long sops,
            @Arg(ArgumentKind.UINT) int nsops,
            @Arg(ArgumentKind.TIMESPEC) long timeout) {
        long deadline = timeout == 0 ? Task.FOREVER : Clocks.after(Clocks.read(task.guest(), timeout));
        return operate(task, semid, sops, nsops, deadline);
    }

    private long operate(Task task, int semid, long sops, int count, long deadline) {
        if (count == 0 || semid < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (Integer.compareUnsigned(count, Ipc.SEMOPM) > 0) {
            throw ErrnoException.of(Errno.E2BIG);
        }
        PendingOperations wanted = new PendingOperations(task, read(task.guest(), sops, count));
        SemaphoreSet set = sets.require(task, semid, 0);
        for (SemaphoreOperation each : wanted.operations()) {
            if (each.number() >= set.count()) {
                throw ErrnoException.of(Errno.EFBIG);
            }
        }
        if (sets.require(task, semid, wanted.alters() ? WRITE : READ) != set) {
            throw ErrnoException.of(Errno.EIDRM);
        }
        if (wanted.undoes()) {
            sets.undoAtEnd(task.process());
        }
        PendingOperations waiting = set.operate(wanted);
        return waiting == null ? 0 : await(task, set, waiting, deadline);
    }

    private static List<SemaphoreOperation> read(GuestMemory memory, long address, int count) {
        List<SemaphoreOperation> operations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long at = address + (long) i * OPERATION_SIZE;
            operations.add(new SemaphoreOperation(
                    Short.toUnsignedInt(memory.getShort(at)), memory.getShort(at + 2), memory.getShort(at + 4)));
        }
        return operations;
    }

    /** A signal ends it for good: semop(2) is never restarted. */
    private static long await(Task task, SemaphoreSet set, PendingOperations waiting, long deadline) {
        task.await(() -> waiting.result() != PendingOperations.WAITING, deadline);
        set.giveUp(waiting);
        int result = waiting.result();
        if (result != PendingOperations.WAITING) {
            return result;
        }
        return -(task.interrupted() ? Errno.EINTR : Errno.EAGAIN).number();
    }
}
