package io.tombolo.core;

import io.tombolo.core.abi.Signal;
import org.jspecify.annotations.Nullable;

/**
 * One pending signal with what {@code siginfo_t} tells of it (sigaction(2)).
 *
 * @param signal 1 to 64
 * @param code {@code si_code}
 * @param errno {@code si_errno}
 * @param sender the sending process's pid, or the child's for SIGCHLD
 * @param user the sending user
 * @param value {@code si_addr}, {@code si_value}, {@code si_status} or {@code si_band}, by signal and code
 * @param extra {@code si_timerid}, {@code si_fd}, {@code si_overrun} where there is one
 * @param source who learns that it is taken; null for nobody
 */
public record SignalInfo(
        int signal,
        int code,
        int errno,
        int sender,
        int user,
        long value,
        long extra,
        @Nullable Source source) {
    /** {@code SI_USER}: sent by kill(2). */
    public static final int SI_USER = 0;
    /** {@code SI_KERNEL}: sent by the kernel. */
    public static final int SI_KERNEL = 0x80;

    /** A signal that nobody waits to be taken. */
    public SignalInfo(int signal, int code, int errno, int sender, int user, long value, long extra) {
        this(signal, code, errno, sender, user, value, extra, null);
    }

    /** Who sends a signal and goes on when a task has taken it: a timer, which never has two of them pending. */
    @FunctionalInterface
    public interface Source {
        /** Called when the signal is taken, under the lock of {@link ProcessSignals}; answers what the task is told. */
        SignalInfo taken(SignalInfo info);
    }

    /** A signal from the kernel itself, such as SIGINT of a terminal. */
    public static SignalInfo fromKernel(int signal) {
        return new SignalInfo(signal, SI_KERNEL, 0, 0, 0, 0, 0);
    }

    /** A signal that a process sends by kill(2). */
    public static SignalInfo fromUser(int signal, int sender, int user) {
        return new SignalInfo(signal, SI_USER, 0, sender, user, 0, 0);
    }

    /** SIGCHLD about a child: {@code CLD_EXITED} and so on, with the exit code or the signal. */
    public static SignalInfo ofChild(Process child, int code, int status) {
        return new SignalInfo(Signal.SIGCHLD, code, 0, child.pid(), child.user(), status, 0);
    }

    /** A fault: SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE at an address. */
    public static SignalInfo fault(int signal, int code, long address) {
        return new SignalInfo(signal, code, 0, 0, 0, address, 0);
    }
}
