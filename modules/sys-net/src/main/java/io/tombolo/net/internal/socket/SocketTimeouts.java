package io.tombolo.net.internal.socket;

import io.tombolo.host.posix.WaitPool;

/**
 * {@code SO_RCVTIMEO} and {@code SO_SNDTIMEO} of socket(7).
 *
 * @param receive nanoseconds that accepting and receiving may wait; 0 for ever
 * @param send nanoseconds that connecting and sending may wait; 0 for ever
 */
public record SocketTimeouts(long receive, long send) {
    /** No limits. */
    public static final SocketTimeouts NONE = new SocketTimeouts(0, 0);

    /** When a wait to receive that begins now is over, by {@link System#nanoTime}. */
    public long receiveDeadline() {
        return deadline(receive);
    }

    /** When a wait to send that begins now is over. */
    public long sendDeadline() {
        return deadline(send);
    }

    private static long deadline(long nanoseconds) {
        return nanoseconds == 0 ? WaitPool.FOREVER : System.nanoTime() + nanoseconds;
    }
}
