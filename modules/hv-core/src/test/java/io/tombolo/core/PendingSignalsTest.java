package io.tombolo.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tombolo.core.abi.Signal;
import org.junit.jupiter.api.Test;

/** In which order signals are taken, and which are kept. */
class PendingSignalsTest {
    private static final int REAL_TIME = Signal.SIGRTMIN + 4;

    private final PendingSignals pending = new PendingSignals();

    private void add(int signal, int value) {
        pending.add(new SignalInfo(signal, Signal.SI_QUEUE, 0, 1, 0, value, 0));
    }

    private void assertTaken(int signal, int value) {
        SignalInfo taken = pending.take(SignalSet.ALL);
        assertNotNull(taken, "signal " + signal + " should be pending");
        assertEquals(signal, taken.signal());
        assertEquals(value, taken.value());
    }

    @Test
    void standardSignalsAreKeptOnce() {
        add(Signal.SIGUSR1, 1);
        add(Signal.SIGUSR1, 2);
        assertTaken(Signal.SIGUSR1, 1);
        assertNull(pending.take(SignalSet.ALL));
    }

    @Test
    void realTimeSignalsAreAllKeptInOrder() {
        add(REAL_TIME, 1);
        add(REAL_TIME, 2);
        add(REAL_TIME - 1, 3);
        assertTaken(REAL_TIME - 1, 3);
        assertTaken(REAL_TIME, 1);
        assertTaken(REAL_TIME, 2);
        assertEquals(0, pending.set());
    }

    @Test
    void faultsComeBeforeLowerNumbers() {
        add(Signal.SIGHUP, 1);
        add(Signal.SIGSEGV, 2);
        assertTaken(Signal.SIGSEGV, 2);
        assertTaken(Signal.SIGHUP, 1);
    }

    @Test
    void onlyWantedSignalsAreTaken() {
        add(Signal.SIGHUP, 1);
        assertNull(pending.take(SignalSet.of(Signal.SIGINT)));
        assertEquals(SignalSet.of(Signal.SIGHUP), pending.set());
    }

    @Test
    void discardedSignalsAreGone() {
        add(REAL_TIME, 1);
        add(REAL_TIME, 2);
        add(Signal.SIGHUP, 3);
        pending.discard(SignalSet.of(REAL_TIME));
        assertTaken(Signal.SIGHUP, 3);
        assertNull(pending.take(SignalSet.ALL));
        assertEquals(0, pending.size());
    }
}
