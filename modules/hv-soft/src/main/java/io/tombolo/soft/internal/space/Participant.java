package io.tombolo.soft.internal.space;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who uses entries of an address space's page map: a vCPU while it runs guest code, an accessor while it copies. Between {@link
 * #enter} and {@link #leave} it may hold on to an entry; whoever took the entry away waits for that to end.
 */
public class Participant {
    private final List<Handshake> pending = new ArrayList<>();
    private volatile Safepoints safepoints;
    private volatile boolean inside;
    /** How often it is inside; used by its own thread only. */
    private int depth;

    private volatile boolean requested;
    private volatile @Nullable Thread thread;

    /** Creates one that takes part in the safepoints of an address space, once registered there. */
    protected Participant(Safepoints safepoints) {
        this.safepoints = safepoints;
    }

    /** Begins to use entries; may be nested. The volatile store orders it before every entry that is read afterwards. */
    protected final void enter() {
        if (depth++ == 0) {
            thread = Thread.currentThread();
            inside = true;
        }
    }

    /** Ends using entries, and answers those who waited for it. */
    protected final void leave() {
        if (--depth == 0) {
            inside = false;
            if (requested) {
                pass();
            }
        }
    }

    /** Whether it is inside more than once, so that one {@link #leave} would not let it out. */
    final boolean nested() {
        return depth > 1;
    }

    /** Answers everybody who waits for a safepoint: no entry read before is used any more. */
    protected final void pass() {
        safepoints.pass(this);
    }

    /** Asks it to {@link #pass} or {@link #leave} soon; called by other threads. One that is never inside for long need do nothing. */
    protected void interruptForSafepoint() {}

    /** Changes to another address space. Not while inside. */
    protected final void moveTo(Safepoints other) {
        safepoints.unregister(this);
        safepoints = other;
        other.register(this);
    }

    /** Takes part no more. */
    protected final void end() {
        safepoints.unregister(this);
    }

    /** Whether it uses entries, and does so on another thread. */
    final boolean insideElsewhere() {
        return inside && !Thread.currentThread().equals(thread);
    }

    final boolean isInside() {
        return inside;
    }

    /** Adds a handshake to answer; under the lock of {@link Safepoints}. */
    final void request(Handshake handshake) {
        pending.add(handshake);
        requested = true;
    }

    /** Takes the handshakes to answer; under the lock of {@link Safepoints}. */
    final List<Handshake> takePending() {
        requested = false;
        List<Handshake> taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }
}
