package io.tombolo.core;

import io.tombolo.core.abi.Signal;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The actions of all signals: what {@code CLONE_SIGHAND} shares. Thread-safe without a lock. */
public final class SignalActions {
    private final AtomicReferenceArray<SignalAction> actions = new AtomicReferenceArray<>(Signal.COUNT);

    /** All default. */
    public SignalActions() {
        for (int index = 0; index < Signal.COUNT; index++) {
            actions.set(index, SignalAction.DEFAULT);
        }
    }

    /** The action of a signal, 1 to 64. */
    public SignalAction get(int signal) {
        return actions.get(signal - 1);
    }

    /** Sets an action and returns the former one. */
    public SignalAction set(int signal, SignalAction action) {
        return actions.getAndSet(signal - 1, action);
    }

    /** A copy for a new process. */
    public SignalActions fork() {
        SignalActions copy = new SignalActions();
        for (int signal = 1; signal <= Signal.COUNT; signal++) {
            copy.set(signal, get(signal));
        }
        return copy;
    }

    /** A copy for a new program: handlers are gone, what is ignored stays ignored (execve(2)). */
    public SignalActions forNewProgram() {
        SignalActions copy = new SignalActions();
        for (int signal = 1; signal <= Signal.COUNT; signal++) {
            if (get(signal).ignores()) {
                copy.set(signal, new SignalAction(Signal.SIG_IGN, 0, 0, 0));
            }
        }
        return copy;
    }
}
