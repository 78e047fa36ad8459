package io.tombolo.core.abi;

/**
 * The results by which an interrupted system call asks to be restarted. They never reach the guest: signal delivery turns them into a
 * restart of the call or into {@link Errno#EINTR}. A system call returns them negated, like an errno.
 *
 * <p>Source: {@code include/linux/errno.h} of the kernel, and {@code do_signal} in {@code arch/arm64/kernel/signal.c} for the rules.
 */
public final class RestartCode {
    /** Restart if no handler runs, or if the handler has {@code SA_RESTART}; else {@code EINTR}. */
    public static final int ERESTARTSYS = 512;

    /** Restart always, with or without a handler. */
    public static final int ERESTARTNOINTR = 513;

    /** Restart if no handler runs; else {@code EINTR}, whatever {@code SA_RESTART} says. */
    public static final int ERESTARTNOHAND = 514;

    /** Go on through {@code restart_syscall} if no handler runs (a sleep with the time that is left); else {@code EINTR}. */
    public static final int ERESTART_RESTARTBLOCK = 516;

    private RestartCode() {}

    /** {@return whether the value returned by a system call is one of these codes, negated} */
    public static boolean isRestart(long result) {
        return result == -ERESTARTSYS
                || result == -ERESTARTNOINTR
                || result == -ERESTARTNOHAND
                || result == -ERESTART_RESTARTBLOCK;
    }
}
