package io.tombolo.cli;

import io.tombolo.core.Kernel;
import io.tombolo.core.Process;
import io.tombolo.core.SignalInfo;
import io.tombolo.core.abi.Signal;

/**
 * Hands a signal that this process gets to the guest: what the keyboard sends, to the guest's foreground process group; what
 * is meant for this process, to the guest's first one.
 *
 * <p>There is no supported way to catch a signal in Java, hence {@code jdk.internal.misc.Signal}, exported to this module by
 * the launcher, here and nowhere else. The virtual machine keeps {@code SIGQUIT} and {@code SIGUSR2} for itself.
 */
final class HostSignals implements jdk.internal.misc.Signal.Handler {
    private final Kernel kernel;
    private final Process first;
    private final int guestSignal;
    private final boolean fromKeyboard;

    private HostSignals(Kernel kernel, Process first, int guestSignal, boolean fromKeyboard) {
        this.kernel = kernel;
        this.first = first;
        this.guestSignal = guestSignal;
        this.fromKeyboard = fromKeyboard;
    }

    /** Begins to forward all that can be. */
    static void forward(Kernel kernel, Process first) {
        handle("INT", new HostSignals(kernel, first, Signal.SIGINT, true));
        handle("TSTP", new HostSignals(kernel, first, Signal.SIGTSTP, true));
        handle("WINCH", new HostSignals(kernel, first, Signal.SIGWINCH, true));
        handle("TERM", new HostSignals(kernel, first, Signal.SIGTERM, false));
        handle("HUP", new HostSignals(kernel, first, Signal.SIGHUP, false));
        handle("CONT", new HostSignals(kernel, first, Signal.SIGCONT, false));
        handle("USR1", new HostSignals(kernel, first, Signal.SIGUSR1, false));
    }

    private static void handle(String name, HostSignals handler) {
        jdk.internal.misc.Signal.handle(new jdk.internal.misc.Signal(name), handler);
    }

    @Override
    public void handle(jdk.internal.misc.Signal signal) {
        if (!fromKeyboard || !kernel.signalForeground(guestSignal)) {
            first.signals().send(SignalInfo.fromKernel(guestSignal));
        }
    }
}
