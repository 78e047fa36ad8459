package io.tombolo.soft.internal.space;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The safepoint handshake of one address space, its TLB shoot-down: tells when nobody uses a page-map entry any more that was changed
 * before. If nobody else is inside, it costs one fence. Thread-safe.
 *
 * <p>The protocol is Dekker's: who changes stores the entry, then looks who is inside; who enters says so, then reads entries. Both put a
 * full fence between. The one lock guards the lists of handshakes; it is a leaf, and actions run after it was given back.
 */
public final class Safepoints {
    private static final Participant[] NOBODY = {};

    private final Object lock = new Object();
    private volatile Participant[] participants = NOBODY;

    /** Adds a participant. */
    public void register(Participant participant) {
        synchronized (lock) {
            Participant[] more = Arrays.copyOf(participants, participants.length + 1);
            more[more.length - 1] = participant;
            participants = more;
        }
    }

    /** Removes a participant, which is not inside. */
    public void unregister(Participant participant) {
        synchronized (lock) {
            List<Participant> left = new ArrayList<>(Arrays.asList(participants));
            left.remove(participant);
            participants = left.toArray(NOBODY);
        }
        pass(participant);
    }

    /** Waits until every other participant has passed a safepoint since the call. */
    public void synchronize() {
        CountDownLatch passed = new CountDownLatch(1);
        afterSafepoint(passed::countDown);
        boolean interrupted = false;
        while (passed.getCount() != 0) {
            try {
                passed.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs an action when every other participant has passed a safepoint since the call: at once if none is inside. */
    public void afterSafepoint(Runnable action) {
        VarHandle.fullFence();
        Handshake handshake = null;
        for (Participant participant : participants) {
            if (participant.insideElsewhere()) {
                handshake = handshake == null ? new Handshake(action) : handshake;
                ask(participant, handshake);
            }
        }
        if (handshake == null) {
            action.run();
        } else {
            complete(List.of(handshake));
        }
    }

    private void ask(Participant participant, Handshake handshake) {
        synchronized (lock) {
            handshake.expect();
            participant.request(handshake);
        }
        participant.interruptForSafepoint();
        if (!participant.isInside()) {
            pass(participant);
        }
    }

    /** A participant has passed a safepoint, or has left. */
    void pass(Participant participant) {
        List<Handshake> answered;
        synchronized (lock) {
            answered = participant.takePending();
        }
        complete(answered);
    }

    private void complete(List<Handshake> answered) {
        for (Handshake handshake : answered) {
            boolean last;
            synchronized (lock) {
                last = handshake.passed();
            }
            if (last) {
                handshake.action().run();
            }
        }
    }
}
