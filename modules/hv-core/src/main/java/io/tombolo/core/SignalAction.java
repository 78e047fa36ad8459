package io.tombolo.core;

import io.tombolo.core.abi.Signal;

/**
 * What a process does on a signal: {@code struct sigaction} as rt_sigaction(2) takes it.
 *
 * @param handler a guest address, {@link Signal#SIG_DFL} or {@link Signal#SIG_IGN}
 * @param flags {@code SA_*}
 * @param restorer the guest's own way back from the handler; used with {@code SA_RESTORER}
 * @param mask signals blocked while the handler runs
 */
public record SignalAction(long handler, long flags, long restorer, long mask) {
    /** The default action. */
    public static final SignalAction DEFAULT = new SignalAction(Signal.SIG_DFL, 0, 0, 0);

    /** Whether the signal is ignored on purpose. */
    public boolean ignores() {
        return handler == Signal.SIG_IGN;
    }

    /** Whether the default action is taken. */
    public boolean isDefault() {
        return handler == Signal.SIG_DFL;
    }

    /** Whether all bits of a flag are set. */
    public boolean has(int flag) {
        return (flags & Integer.toUnsignedLong(flag)) != 0;
    }

    /** Whether the signal, sent to this action, would do nothing at all. */
    boolean drops(int signal) {
        return ignores() || (isDefault() && SignalSet.has(SignalSet.IGNORED_BY_DEFAULT, signal));
    }
}
