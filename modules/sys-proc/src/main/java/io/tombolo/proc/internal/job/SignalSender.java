package io.tombolo.proc.internal.job;

import io.tombolo.core.Credentials;
import io.tombolo.core.Process;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Signal;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.proc.internal.signal.SignalInfoLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all calls that send signals have in common: checks, permission, and what the receiver is told. */
public final class SignalSender {
    private SignalSender() {}

    /**
     * Sends a signal to a process with what the sender wants to be told.
     *
     * @param info the address of a {@code siginfo_t}; 0 for what kill(2) tells
     * @throws ErrnoException {@code EINVAL}, {@code EPERM}, {@code EFAULT}
     */
    public static void send(Task task, Process target, int signal, long info) {
        SignalInfo told = info == 0 ? sent(task, signal, Signal.SI_USER) : read(task, target.pid(), signal, info);
        requireSignal(signal);
        requirePermission(task, target, signal);
        send(target, told);
    }

    /** Only the kernel may say that a signal is its own or comes from kill(2), except to the caller itself. */
    static SignalInfo read(Task task, int target, int signal, long info) {
        byte[] bytes = new byte[SignalInfoLayout.SIZE];
        task.guest().copyIn(info, bytes, 0, bytes.length);
        SignalInfo read = SignalInfoLayout.read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), signal);
        boolean kernels = read.code() >= 0 || read.code() == Signal.SI_TKILL;
        if (kernels && target != task.process().pid()) {
            throw ErrnoException.of(Errno.EPERM);
        }
        requireSignal(signal);
        return read;
    }

    static void requireSignal(int signal) {
        if (signal < 0 || signal > Signal.COUNT) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    static void requirePermission(Task task, Process target, int signal) {
        if (!permitted(task, target, signal)) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    /** The rule of kill(2): the same user, a privileged one, or SIGCONT within the session. */
    static boolean permitted(Task task, Process target, int signal) {
        Credentials own = task.credentials();
        Credentials other = credentialsOf(target);
        return target == task.process()
                || own.privileged()
                || other == null
                || own.effectiveUser() == other.savedUser()
                || own.effectiveUser() == other.realUser()
                || own.realUser() == other.savedUser()
                || own.realUser() == other.realUser()
                || (signal == Signal.SIGCONT
                        && target.session() == task.process().session());
    }

    private static @Nullable Credentials credentialsOf(Process process) {
        List<Task> tasks = List.copyOf(process.tasks());
        return tasks.isEmpty() ? null : tasks.getFirst().credentials();
    }

    static void send(Process process, SignalInfo info) {
        if (info.signal() != 0) {
            process.signals().send(info);
        }
    }

    static SignalInfo sent(Task task, int signal, int code) {
        return new SignalInfo(
                signal, code, 0, task.process().pid(), task.credentials().realUser(), 0, 0);
    }
}
