package io.tombolo.fs.internal.call;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.abi.Ioctls;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.fs.internal.file.StreamFile;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.host.Scratch;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.SyscallNumbers;
import jakarta.inject.Inject;

/** ioctl(2): what holds for every file is done here, the rest by the file. */
public final class ControlCalls {
    private static final int FICLONE = 0x40049409;
    private static final int FICLONERANGE = 0x4020940d;
    private static final int CLONE_RANGE_SIZE = 32;

    private final HostSystem host;

    @Inject
    ControlCalls(HostSystem host) {
        this.host = host;
    }

    /** Device and file requests. */
    @Syscall(value = "ioctl", limits = "requests that no file here knows answer ENOTTY")
    public long ioctl(Task task, @Arg(ArgumentKind.FD) int fd, @Arg(ArgumentKind.IOCTL) int request, long argp) {
        OpenFile file = Descriptors.acquire(task, fd);
        try {
            return switch (request) {
                case Ioctls.FIOCLEX -> closeOnExec(task, fd, true);
                case Ioctls.FIONCLEX -> closeOnExec(task, fd, false);
                case Ioctls.FIONBIO -> nonBlocking(task, file, argp);
                case Ioctls.FIOASYNC -> signalling(task, file, argp);
                case FICLONE -> cloneFile(task, file, (int) argp);
                case FICLONERANGE -> cloneRange(task, file, argp);
                default -> file.ioctl(task, request, argp);
            };
        } finally {
            file.release();
        }
    }

    private static long closeOnExec(Task task, int fd, boolean on) {
        task.files().setClosesOnExec(fd, on);
        return 0;
    }

    private static long nonBlocking(Task task, OpenFile file, long argument) {
        boolean on = task.guest().getInt(argument) != 0;
        int flags = file.statusFlags();
        file.setStatusFlags(on ? flags | Fcntl.O_NONBLOCK : flags & ~Fcntl.O_NONBLOCK);
        return 0;
    }

    /** Regular files and directories never signal that they are ready; what is no stream of this module answers for itself. */
    private static long signalling(Task task, OpenFile file, long argument) {
        boolean on = task.guest().getInt(argument) != 0;
        int flags = file.statusFlags();
        if (on == ((flags & Fcntl.FASYNC) != 0)) {
            return 0;
        }
        if (!(file instanceof StreamFile)) {
            return file.ioctl(task, Ioctls.FIOASYNC, argument);
        }
        file.setStatusFlags(flags ^ Fcntl.FASYNC);
        return 0;
    }

    private long cloneFile(Task task, OpenFile target, int source) {
        OpenFile from = Descriptors.acquire(task, source);
        try {
            return host.calls()
                    .call(
                            SyscallNumbers.IOCTL,
                            Descriptors.host(target, Errno.EOPNOTSUPP),
                            FICLONE,
                            Descriptors.host(from, Errno.EXDEV));
        } finally {
            from.release();
        }
    }

    private long cloneRange(Task task, OpenFile target, long argument) {
        Scratch scratch = host.scratch();
        byte[] heap = scratch.heapBytes();
        task.guest().copyIn(argument, heap, 0, CLONE_RANGE_SIZE);
        long source = scratch.heap().getLong(0);
        if (source != (int) source) {
            throw ErrnoException.of(Errno.EBADF);
        }
        OpenFile from = Descriptors.acquire(task, (int) source);
        try {
            scratch.heap().putLong(0, Descriptors.host(from, Errno.EXDEV));
            NativeMemory.copy(heap, 0, scratch.address(), CLONE_RANGE_SIZE);
            int descriptor = Descriptors.host(target, Errno.EOPNOTSUPP);
            return host.calls().call(SyscallNumbers.IOCTL, descriptor, FICLONERANGE, scratch.address());
        } finally {
            from.release();
        }
    }
}
