package io.tombolo.soft.internal.space;

/** An action that waits for a number of participants to pass a safepoint. Guarded by the lock of its {@link Safepoints}. */
final class Handshake {
    private final Runnable action;
    private int outstanding = 1;

    /** Outstanding once, for the one who is still asking participants. */
    Handshake(Runnable action) {
        this.action = action;
    }

    /** One more must pass. */
    void expect() {
        outstanding++;
    }

    /** One has passed; tells whether it was the last. */
    boolean passed() {
        return --outstanding == 0;
    }

    /** What to do after the last; not under the lock. */
    Runnable action() {
        return action;
    }
}
