package io.tombolo.core.spi;

/**
 * A host call that takes several pieces of guest memory together, such as the one that sends a datagram: see {@link
 * GuestBuffer#gather}.
 */
public interface SpanGatherer {
    /** Forgets the pieces that it was told: they are told anew, and may lie elsewhere by now. */
    void begin();

    /** {@return whether there is room for one more piece} */
    boolean hasRoom();

    /**
     * Takes a piece.
     *
     * @param hostAddress where it lies in host memory; valid until {@link #run} returns
     * @param length its length in bytes, positive
     */
    void add(long hostAddress, long length);

    /** {@return whether {@link #run} may be called with fewer pieces than the buffer has} */
    boolean acceptsPart();

    /**
     * Makes the host call with the pieces told since {@link #begin}. It must not block: the pieces keep safepoints waiting.
     *
     * @return what the host answers, or a negated errno
     */
    long run();
}
