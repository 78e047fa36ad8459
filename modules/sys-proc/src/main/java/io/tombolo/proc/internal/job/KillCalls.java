package io.tombolo.proc.internal.job;

import io.tombolo.core.Process;
import io.tombolo.core.ProcessGroup;
import io.tombolo.core.ProcessTable;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import jakarta.inject.Inject;
import java.util.List;

/** The system calls that send signals. */
public final class KillCalls {
    @Inject
    KillCalls() {}

    /** kill(2). */
    @Syscall("kill")
    public long kill(Task task, @Arg(ArgumentKind.PID) int pid, @Arg(ArgumentKind.SIGNAL) int sig) {
        SignalSender.requireSignal(sig);
        if (pid > 0) {
            Process process = processOf(task, pid);
            SignalSender.requirePermission(task, process, sig);
            SignalSender.send(process, SignalSender.sent(task, sig, Signal.SI_USER));
            return 0;
        }
        if (pid == Integer.MIN_VALUE) {
            return -Errno.ESRCH.number();
        }
        return killAll(task, pid == -1 ? everybodyElse(task) : members(task, -pid), sig);
    }

    private static long killAll(Task task, List<Process> targets, int sig) {
        boolean sentOne = false;
        for (Process process : targets) {
            if (SignalSender.permitted(task, process, sig)) {
                SignalSender.send(process, SignalSender.sent(task, sig, Signal.SI_USER));
                sentOne = true;
            }
        }
        if (sentOne) {
            return 0;
        }
        return -(targets.isEmpty() ? Errno.ESRCH : Errno.EPERM).number();
    }

    private static List<Process> everybodyElse(Task task) {
        return task.kernel().processes().processes().stream()
                .filter(process -> process != task.process())
                .toList();
    }

    private static List<Process> members(Task task, int id) {
        ProcessTable table = task.kernel().processes();
        synchronized (table) {
            ProcessGroup group = id == 0 ? task.process().family().group() : table.group(id);
            return group == null ? List.of() : group.newestFirst();
        }
    }

    /** tkill(2). */
    @Syscall("tkill")
    public long tkill(Task task, @Arg(ArgumentKind.PID) int tid, @Arg(ArgumentKind.SIGNAL) int sig) {
        return sendToTask(task, 0, tid, sig);
    }

    /** tgkill(2). */
    @Syscall("tgkill")
    public long tgkill(
            Task task,
            @Arg(ArgumentKind.PID) int tgid,
            @Arg(ArgumentKind.PID) int tid,
            @Arg(ArgumentKind.SIGNAL) int sig) {
        return tgid <= 0 ? -Errno.EINVAL.number() : sendToTask(task, tgid, tid, sig);
    }

    private static long sendToTask(Task task, int tgid, int tid, int sig) {
        if (tid <= 0) {
            return -Errno.EINVAL.number();
        }
        Task target = task.kernel().processes().task(tid);
        if (target == null || (tgid != 0 && target.process().pid() != tgid)) {
            return -Errno.ESRCH.number();
        }
        SignalSender.requireSignal(sig);
        SignalSender.requirePermission(task, target.process(), sig);
        if (sig != 0) {
            target.signals().send(SignalSender.sent(task, sig, Signal.SI_TKILL));
        }
        return 0;
    }

    /** rt_sigqueueinfo(2). */
    @Syscall("rt_sigqueueinfo")
    public long rtSigqueueinfo(
            Task task,
            @Arg(ArgumentKind.PID) int tgid,
            @Arg(ArgumentKind.SIGNAL) int sig,
            @Arg(ArgumentKind.POINTER) long info) {
        SignalInfo read = SignalSender.read(task, tgid, sig, info);
        Process process = processOf(task, tgid);
        SignalSender.requirePermission(task, process, sig);
        SignalSender.send(process, read);
        return 0;
    }

    /** rt_tgsigqueueinfo(2). */
    @Syscall("rt_tgsigqueueinfo")
    public long rtTgsigqueueinfo(
            Task task,
            @Arg(ArgumentKind.PID) int tgid,
            @Arg(ArgumentKind.PID) int tid,
            @Arg(ArgumentKind.SIGNAL) int sig,
            @Arg(ArgumentKind.POINTER) long info) {
        SignalInfo read = SignalSender.read(task, tgid, sig, info);
        if (tgid <= 0 || tid <= 0) {
            return -Errno.EINVAL.number();
        }
        Task target = task.kernel().processes().task(tid);
        if (target == null || target.process().pid() != tgid) {
            return -Errno.ESRCH.number();
        }
        SignalSender.requirePermission(task, target.process(), sig);
        if (sig != 0) {
            target.signals().send(read);
        }
        return 0;
    }

    private static Process processOf(Task task, int number) {
        ProcessTable table = task.kernel().processes();
        Process process = table.process(number);
        if (process != null) {
            return process;
        }
        Task thread = table.task(number);
        if (thread == null) {
            throw ErrnoException.of(Errno.ESRCH);
        }
        return thread.process();
    }
}
