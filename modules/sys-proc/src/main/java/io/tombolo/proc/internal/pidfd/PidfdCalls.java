package io.tombolo.proc.internal.pidfd;

import io.tombolo.core.Process;
import io.tombolo.core.ProcessTable;
import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.Syscall;
import io.tombolo.proc.internal.job.ProcessAccess;
import io.tombolo.proc.internal.job.SignalSender;
import jakarta.inject.Inject;
import java.util.List;

/** pidfd_open(2), pidfd_send_signal(2), pidfd_getfd(2). */
public final class PidfdCalls {
    private final ProcessDescriptors descriptors;

    @Inject
    PidfdCalls(ProcessDescriptors descriptors) {
        this.descriptors = descriptors;
    }

    /** Opens a descriptor of a process. */
    @Syscall(value = "pidfd_open", result = ArgumentKind.FD)
    public long pidfdOpen(Task task, @Arg(ArgumentKind.PID) int pid, @Arg(ArgumentKind.UINT) int flags) {
        if ((flags & ~Fcntl.O_NONBLOCK) != 0 || pid <= 0) {
            return -Errno.EINVAL.number();
        }
        ProcessTable table = task.kernel().processes();
        Process process = table.process(pid);
        if (process == null) {
            return -(table.task(pid) == null ? Errno.ESRCH : Errno.EINVAL).number();
        }
        return descriptors.open(task, process, flags);
    }

    /** Sends a signal to the process of a descriptor. */
    @Syscall("pidfd_send_signal")
    public long pidfdSendSignal(
            Task task,
            @Arg(ArgumentKind.FD) int pidfd,
            @Arg(ArgumentKind.SIGNAL) int sig,
            @Arg(ArgumentKind.POINTER) long info,
            @Arg(ArgumentKind.UINT) int flags) {
        if (flags != 0) {
            return -Errno.EINVAL.number();
        }
        Process process = target(task, pidfd);
        if (task.kernel().processes().process(process.pid()) != process) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        SignalSender.send(task, process, sig, info);
        return 0;
    }

    /** A directory {@code /proc/PID} will do as well: it came before pidfd_open(2). */
    private static Process target(Task task, int descriptor) {
        OpenFile file = task.files().acquire(descriptor);
        Process process = file.signalTarget();
        file.release();
        if (process == null) {
            throw ErrnoException.of(Errno.EBADF);
        }
        return process;
    }

    /** Gives the caller a descriptor of a file that another process has open. */
    @Syscall(value = "pidfd_getfd", result = ArgumentKind.FD)
    public long pidfdGetfd(
            Task task,
            @Arg(ArgumentKind.FD) int pidfd,
            @Arg(ArgumentKind.FD) int targetfd,
            @Arg(ArgumentKind.UINT) int flags) {
        if (flags != 0) {
            return -Errno.EINVAL.number();
        }
        List<Task> tasks = ProcessDescriptor.of(task, pidfd).process().tasks();
        if (tasks.isEmpty()) {
            return -Errno.ESRCH.number();
        }
        Task target = tasks.getFirst();
        ProcessAccess.require(task, target);
        OpenFile file = target.files().acquire(targetfd);
        try {
            return task.files().install(file, 0, true, task.process().limits().bound(ResourceLimits.OPEN_FILES));
        } catch (RuntimeException failure) {
            file.release();
            throw failure;
        }
    }
}
