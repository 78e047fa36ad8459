package io.tombolo.fs.internal.call;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.lock.LockCommands;
import io.tombolo.fs.internal.lock.RecordLocks;
import io.tombolo.host.posix.StatMode;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;

/** Duplicating descriptors and what fcntl(2) changes of them and of their files. */
public final class DescriptorCalls {
    /** {@code SETFL_MASK} of {@code fs/fcntl.c}. */
    private static final int SETTABLE =
            Fcntl.O_APPEND | Fcntl.O_NONBLOCK | Fcntl.O_DIRECT | Fcntl.O_NOATIME | Fcntl.FASYNC;

    /** {@code F_UNLCK}: no lease. */
    private static final long UNLOCKED = 2;

    private final HostSystem host;
    private final Architecture architecture;
    private final RecordLocks locks;
    private final LockCommands lockCommands;

    @Inject
    DescriptorCalls(HostSystem host, Architecture architecture, RecordLocks locks, LockCommands lockCommands) {
        this.host = host;
        this.architecture = architecture;
        this.locks = locks;
        this.lockCommands = lockCommands;
    }

    /** Duplicates to the lowest free descriptor. */
    @Syscall(value = "dup", result = ArgumentKind.FD)
    public int dup(Task task, @Arg(ArgumentKind.FD) int oldfd) {
        return Descriptors.install(task, task.files().acquire(oldfd), false);
    }

    /** Duplicates to a given descriptor. */
    @Syscall(value = "dup3", result = ArgumentKind.FD)
    public long dup3(
            Task task,
            @Arg(ArgumentKind.FD) int oldfd,
            @Arg(ArgumentKind.FD) int newfd,
            @Arg(ArgumentKind.OPEN_FLAGS) int flags) {
        Descriptors.requireFlags(flags, Fcntl.O_CLOEXEC);
        if (oldfd == newfd) {
            return Errno.EINVAL.result();
        }
        if (newfd < 0 || newfd >= task.process().limits().bound(ResourceLimits.OPEN_FILES)) {
            return Errno.EBADF.result();
        }
        OpenFile file = task.files().acquire(oldfd);
        OpenFile former = task.files().replace(newfd, file, (flags & Fcntl.O_CLOEXEC) != 0);
        if (former != null) {
            locks.closed(task.files(), former);
            former.release();
        }
        return newfd;
    }

    /** Commands on descriptors and files. */
    @Syscall(
            value = "fcntl",
            limits = "F_NOTIFY and F_SETLEASE answer EINVAL; the owner of F_SETOWN gets no signals",
            notes =
                    "record locks keep guests and host processes out of one another; a circle is seen among guests only")
    public long fcntl(Task task, @Arg(ArgumentKind.FD) int fd, @Arg(ArgumentKind.FCNTL_CMD) int cmd, long arg) {
        OpenFile file = task.files().acquire(fd);
        try {
            boolean pathOnly = file instanceof KernelFile kernelFile && kernelFile.isPathOnly();
            return pathOnly && !allowedWithPath(cmd) ? Errno.EBADF.result() : command(task, fd, file, cmd, arg);
        } finally {
            file.release();
        }
    }

    private static boolean allowedWithPath(int cmd) {
        return switch (cmd) {
            case Fcntl.F_DUPFD, Fcntl.F_DUPFD_CLOEXEC, Fcntl.F_GETFD, Fcntl.F_SETFD, Fcntl.F_GETFL -> true;
            default -> false;
        };
    }

    private long command(Task task, int fd, OpenFile file, int cmd, long arg) {
        return switch (cmd) {
            case Fcntl.F_DUPFD -> duplicate(task, file, arg, false);
            case Fcntl.F_DUPFD_CLOEXEC -> duplicate(task, file, arg, true);
            case Fcntl.F_GETFD -> task.files().closesOnExec(fd) ? Fcntl.FD_CLOEXEC : 0;
            case Fcntl.F_SETFD -> {
                task.files().setClosesOnExec(fd, (arg & Fcntl.FD_CLOEXEC) != 0);
                yield 0;
            }
            case Fcntl.F_GETFL -> Fcntl.openFlagsToGuest(architecture, file.statusFlags());
            case Fcntl.F_SETFL -> setFlags(file, (int) arg);
            case Fcntl.F_GETLK, Fcntl.F_SETLK, Fcntl.F_SETLKW -> lockCommands.process(task, file, cmd, arg);
            case Fcntl.F_OFD_GETLK, Fcntl.F_OFD_SETLK, Fcntl.F_OFD_SETLKW ->
                lockCommands.description(task, file, cmd, arg);
            case Fcntl.F_GETOWN -> OwnerCommands.get(file);
            case Fcntl.F_SETOWN -> OwnerCommands.set(task, file, (int) arg);
            case Fcntl.F_GETOWN_EX -> OwnerCommands.getExtended(task, file, arg);
            case Fcntl.F_SETOWN_EX -> OwnerCommands.setExtended(task, file, arg);
            case Fcntl.F_GETSIG -> file.signalOwner().signal();
            case Fcntl.F_SETSIG -> OwnerCommands.setSignal(file, arg);
            case Fcntl.F_GETPIPE_SZ, Fcntl.F_SETPIPE_SZ, Fcntl.F_ADD_SEALS, Fcntl.F_GET_SEALS -> passOn(file, cmd, arg);
            // A lease of the host's would signal the embedding process when it is broken, which may be the end of it.
            case Fcntl.F_GETLEASE -> UNLOCKED;
            case Fcntl.F_NOTIFY ->
                (file.identity().mode() & StatMode.S_IFMT) == StatMode.S_IFDIR
                        ? Errno.EINVAL.result()
                        : Errno.ENOTDIR.result();
            default -> Errno.EINVAL.result();
        };
    }

    private static long duplicate(Task task, OpenFile file, long lowest, boolean closeOnExec) {
        long limit = task.process().limits().bound(ResourceLimits.OPEN_FILES);
        if (lowest < 0 || lowest >= limit || lowest > Integer.MAX_VALUE) {
            return Errno.EINVAL.result();
        }
        return Descriptors.install(task, file.retain(), (int) lowest, closeOnExec);
    }

    private long setFlags(OpenFile file, int guestFlags) {
        int flags = Fcntl.openFlagsFromGuest(architecture, guestFlags);
        file.setStatusFlags((file.statusFlags() & ~SETTABLE) | (flags & SETTABLE));
        return 0;
    }

    private long passOn(OpenFile file, int cmd, long arg) {
        int descriptor = Descriptors.host(file, cmd == Fcntl.F_GETPIPE_SZ ? Errno.EBADF : Errno.EINVAL);
        return ErrnoException.check(host.calls().call(SyscallNumbers.FCNTL, descriptor, cmd, arg));
    }
}
