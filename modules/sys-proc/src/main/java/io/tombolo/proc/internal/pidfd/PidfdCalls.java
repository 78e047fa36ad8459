package io.tombolo.proc.internal.pidfd;

import io.tombolo.core.Process;
import io.tombolo.core.ProcessTable;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.proc.internal.job.SignalSender;
import jakarta.inject.Inject;

/** pidfd_open(2) and pidfd_send_signal(2). */
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
        Process process = ProcessDescriptor.of(task, pidfd).process();
        if (task.kernel().processes().process(process.pid()) != process) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        SignalSender.send(task, process, sig, info);
        return 0;
    }
}
