package io.tombolo.soft.internal.memory;

/**
 * Makes 16-byte atomics atomic among themselves: locks striped by host address, so that they agree between processes that share memory.
 * The JVM has no 16-byte compare-and-exchange; a plain store that races with one of these is not ordered with it.
 */
public final class PairLocks {
    private static final int STRIPES = 64;

    private final Object[] locks = new Object[STRIPES];

    /** Creates the locks of one engine. */
    public PairLocks() {
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new Object();
        }
    }

    /** The lock for the 16 aligned bytes at a host address; held for a few instructions only. */
    public Object of(long host) {
        return locks[(int) (host >>> 4) & STRIPES - 1];
    }
}
