package io.tombolo.proc.internal.clone;

import io.tombolo.core.FileTable;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Clone;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileSystemContext;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;

/** The system calls that make tasks, and the one that takes back what they share. */
public final class CloneCalls {
    private static final int UNSHARABLE = Clone.CLONE_FILES | Clone.CLONE_FS | Clone.CLONE_SYSVSEM;
    private static final int NEEDS_ONE_TASK = Clone.CLONE_THREAD | Clone.CLONE_SIGHAND | Clone.CLONE_VM;

    private final TaskCloner cloner;

    @Inject
    CloneCalls(TaskCloner cloner) {
        this.cloner = cloner;
    }

    /** clone(2), with the order of arguments that AArch64 has. */
    @Syscall(value = "clone", result = ArgumentKind.PID, limits = "name spaces are refused")
    public long clone(
            Task task,
            @Arg(ArgumentKind.CLONE_FLAGS) long flags,
            @Arg(ArgumentKind.HEX) long stack,
            @Arg(ArgumentKind.HEX) long parentTid,
            @Arg(ArgumentKind.HEX) long tls,
            @Arg(ArgumentKind.HEX) long childTid) {
        return cloner.clone(task, CloneArguments.ofClone(flags, stack, parentTid, tls, childTid));
    }

    /** clone3(2). */
    @Syscall(value = "clone3", result = ArgumentKind.PID, limits = "set_tid and name spaces are refused")
    public long clone3(Task task, @Arg(ArgumentKind.POINTER) long clArgs, @Arg(ArgumentKind.SIZE) long size) {
        return cloner.clone(task, CloneArguments.read(task.guest(), clArgs, size));
    }

    /** unshare(2). */
    @Syscall(value = "unshare", limits = "name spaces are refused")
    public long unshare(Task task, @Arg(ArgumentKind.CLONE_FLAGS) int flags) {
        if ((flags & ~(UNSHARABLE | NEEDS_ONE_TASK)) != 0) {
            return -Errno.EPERM.number();
        }
        if ((flags & NEEDS_ONE_TASK) != 0 && task.process().tasks().size() > 1) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if ((flags & Clone.CLONE_FILES) != 0 && task.files().references() > 1) {
            FileTable former = task.files();
            task.setFiles(former.fork());
            former.release();
        }
        if ((flags & Clone.CLONE_FS) != 0) {
            FileSystemContext former = task.fileSystem();
            task.setFileSystem(former.fork());
            former.release();
        }
        return 0;
    }
}
