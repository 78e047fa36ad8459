package io.tombolo.proc.internal.clone;

import io.tombolo.core.FileTable;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Clone;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FileSystemContext;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.proc.internal.pidfd.ProcessDescriptor;
import jakarta.inject.Inject;

/** The system calls that make tasks, and the one that takes back what they share. */
public final class CloneCalls {
    private static final int UNSHARABLE = Clone.CLONE_FILES | Clone.CLONE_FS | Clone.CLONE_SYSVSEM;
    private static final int NEEDS_ONE_TASK = Clone.CLONE_THREAD | Clone.CLONE_SIGHAND | Clone.CLONE_VM;
    private static final int NAME_SPACES = Clone.CLONE_NEWNS
            | Clone.CLONE_NEWCGROUP
            | Clone.CLONE_NEWUTS
            | Clone.CLONE_NEWIPC
            | Clone.CLONE_NEWUSER
            | Clone.CLONE_NEWPID
            | Clone.CLONE_NEWNET
            | Clone.CLONE_NEWTIME;

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
        if ((flags & ~(UNSHARABLE | NEEDS_ONE_TASK | NAME_SPACES)) != 0) {
            return -Errno.EINVAL.number();
        }
        if ((flags & NEEDS_ONE_TASK) != 0 && task.process().tasks().size() > 1) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if ((flags & NAME_SPACES) != 0) {
            return -Errno.EPERM.number();
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

    /** setns(2): no descriptor of a guest is that of a name space, except that a process stands for its own. */
    @Syscall(value = "setns", limits = "name spaces are refused")
    public long setns(Task task, @Arg(ArgumentKind.FD) int fd, @Arg(ArgumentKind.CLONE_FLAGS) int nstype) {
        OpenFile file = task.files().acquire(fd);
        file.release();
        boolean known = file instanceof ProcessDescriptor && nstype != 0 && (nstype & ~NAME_SPACES) == 0;
        return -(known ? Errno.EPERM : Errno.EINVAL).number();
    }
}
