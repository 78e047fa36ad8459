package io.tombolo.proc.internal.job;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;

/** kcmp(2): whether two tasks share a kernel object. */
public final class CompareCalls {
    private static final int FILE = 0;
    private static final int MEMORY = 1;
    private static final int FILES = 2;
    private static final int FILE_SYSTEM = 3;
    private static final int SIGNAL_HANDLERS = 4;
    private static final int IO = 5;
    private static final int SEMAPHORE_UNDO = 6;

    @Inject
    CompareCalls() {}

    /** kcmp(2). */
    @Syscall(value = "kcmp", limits = "KCMP_EPOLL_TFD answers EINVAL")
    public long kcmp(
            Task task,
            @Arg(ArgumentKind.PID) int pid1,
            @Arg(ArgumentKind.PID) int pid2,
            int type,
            @Arg(ArgumentKind.FD) long idx1,
            @Arg(ArgumentKind.FD) long idx2) {
        Task first = find(task, pid1);
        Task second = find(task, pid2);
        ProcessAccess.require(task, first);
        ProcessAccess.require(task, second);
        return switch (type) {
            case FILE -> compare(file(first, (int) idx1), file(second, (int) idx2));
            case MEMORY -> compare(first.memory(), second.memory());
            case FILES -> compare(first.files(), second.files());
            case FILE_SYSTEM -> compare(first.fileSystem(), second.fileSystem());
            case SIGNAL_HANDLERS ->
                compare(
                        first.process().signals().actions(),
                        second.process().signals().actions());
            case IO, SEMAPHORE_UNDO -> 0;
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    private static Task find(Task task, int pid) {
        Task found = task.kernel().processes().task(pid);
        if (found == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        return found;
    }

    /** The file is compared by what it is, so it need not stay open. */
    private static Object file(Task task, int descriptor) {
        OpenFile file = task.files().acquire(descriptor);
        file.release();
        return file;
    }

    /** 0 for the same; 1 or 2 for an order that stays the same while both exist. */
    @SuppressWarnings("ReferenceEquality") // which object it is, is the question
    private static long compare(Object first, Object second) {
        if (first == second) {
            return 0;
        }
        return System.identityHashCode(first) < System.identityHashCode(second) ? 1 : 2;
    }
}
