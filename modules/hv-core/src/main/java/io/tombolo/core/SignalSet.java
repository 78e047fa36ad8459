package io.tombolo.core;

import io.tombolo.core.abi.Signal;

/** Sets of signals as the kernel keeps them: 64 bits, signal 1 in the lowest (signal(7)). */
public final class SignalSet {
    /** All signals. */
    public static final long ALL = -1L;
    /** What can be neither blocked, caught nor ignored. */
    public static final long UNBLOCKABLE = of(Signal.SIGKILL, Signal.SIGSTOP);
    /** Whose default action stops the process. */
    public static final long STOPPING = of(Signal.SIGSTOP, Signal.SIGTSTP, Signal.SIGTTIN, Signal.SIGTTOU);
    /** Whose default action does nothing; SIGCONT has done its work when it was sent. */
    public static final long IGNORED_BY_DEFAULT = of(Signal.SIGCONT, Signal.SIGCHLD, Signal.SIGWINCH, Signal.SIGURG);
    /** Raised by the instruction stream itself: delivered before all others. */
    public static final long SYNCHRONOUS =
            of(Signal.SIGSEGV, Signal.SIGBUS, Signal.SIGILL, Signal.SIGTRAP, Signal.SIGFPE, Signal.SIGSYS);

    private SignalSet() {}

    /** The set of one signal, 1 to 64. */
    public static long of(int signal) {
        return 1L << (signal - 1);
    }

    /** The set of several signals. */
    public static long of(int... signals) {
        long set = 0;
        for (int signal : signals) {
            set |= of(signal);
        }
        return set;
    }

    /** Whether a signal is in a set. */
    public static boolean has(long set, int signal) {
        return (set & of(signal)) != 0;
    }
}
