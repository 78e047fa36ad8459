package io.tombolo.proc.internal.job;

import io.tombolo.core.Credentials;
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
import io.tombolo.proc.internal.signal.SignalInfoLayout;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The system calls that send signals. */
public final class KillCalls {
    @Inject
    KillCalls() {}

    /** kill(2). */
    @Syscall("kill")
    public long kill(Task task, @Arg(ArgumentKind.PID) int pid, @Arg(ArgumentKind.SIGNAL) int sig) {
        requireSignal(sig);
        if (pid > 0) {
            Process process = processOf(task, pid);
            requirePermission(task, process, sig);
            send(process, sent(task, sig, Signal.SI_USER));
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
            if (permitted(task, process, sig)) {
                send(process, sent(task, sig, Signal.SI_USER));
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
            return group == null ? List.of() : List.copyOf(group.members());
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
        if (target == null || tgid != 0 && target.process().pid() != tgid) {
            return -Errno.ESRCH.number();
        }
        requireSignal(sig);
        requirePermission(task, target.process(), sig);
        if (sig != 0) {
            target.signals().send(sent(task, sig, Signal.SI_TKILL));
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
        SignalInfo read = readInfo(task, tgid, sig, info);
        Process process = processOf(task, tgid);
        requirePermission(task, process, sig);
        send(process, read);
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
        SignalInfo read = readInfo(task, tgid, sig, info);
        if (tgid <= 0 || tid <= 0) {
            return -Errno.EINVAL.number();
        }
        Task target = task.kernel().processes().task(tid);
        if (target == null || target.process().pid() != tgid) {
            return -Errno.ESRCH.number();
        }
        requirePermission(task, target.process(), sig);
        if (sig != 0) {
            target.signals().send(read);
        }
        return 0;
    }

    /** Only the kernel may say that a signal is its own or comes from kill(2), except to the caller itself. */
    private static SignalInfo readInfo(Task task, int target, int sig, long info) {
        byte[] bytes = new byte[SignalInfoLayout.SIZE];
        task.guest().copyIn(info, bytes, 0, bytes.length);
        SignalInfo read = SignalInfoLayout.read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), sig);
        if ((read.code() >= 0 || read.code() == Signal.SI_TKILL)
                && target != task.process().pid()) {
            throw ErrnoException.of(Errno.EPERM);
        }
        requireSignal(sig);
        return read;
    }

    private static void requireSignal(int signal) {
        if (signal < 0 || signal > Signal.COUNT) {
            throw ErrnoException.of(Errno.EINVAL);
        }
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

    private static void requirePermission(Task task, Process target, int signal) {
        if (!permitted(task, target, signal)) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    /** The rule of kill(2): the same user, a privileged one, or SIGCONT within the session. */
    private static boolean permitted(Task task, Process target, int signal) {
        Credentials own = task.credentials();
        Credentials other = credentialsOf(target);
        return target == task.process()
                || own.privileged()
                || other == null
                || own.effectiveUser() == other.savedUser()
                || own.effectiveUser() == other.realUser()
                || own.realUser() == other.savedUser()
                || own.realUser() == other.realUser()
                || signal == Signal.SIGCONT
                        && target.session() == task.process().session();
    }

    private static @Nullable Credentials credentialsOf(Process process) {
        List<Task> tasks = List.copyOf(process.tasks());
        return tasks.isEmpty() ? null : tasks.getFirst().credentials();
    }

    private static void send(Process process, SignalInfo info) {
        if (info.signal() != 0) {
            process.signals().send(info);
        }
    }

    private static SignalInfo sent(Task task, int signal, int code) {
        return new SignalInfo(
                signal, code, 0, task.process().pid(), task.credentials().realUser(), 0, 0);
    }
}
