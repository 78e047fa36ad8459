package io.tombolo.core.abi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SignalTest {
    @Test
    void namesAreThoseOfTheConstants() throws Exception {
        for (int signal = 1; signal < Signal.SIGRTMIN; signal++) {
            assertEquals(signal, Signal.class.getField(Signal.name(signal)).getInt(null));
        }
    }

    @Test
    void realTimeSignalsCountFromTheFirst() {
        assertEquals("SIGRTMIN", Signal.name(32));
        assertEquals("SIGRT_32", Signal.name(64));
        assertEquals("65", Signal.name(65));
        assertEquals("0", Signal.name(0));
        assertEquals("-1", Signal.name(-1));
    }
}
