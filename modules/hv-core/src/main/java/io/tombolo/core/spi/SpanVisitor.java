package io.tombolo.core.spi;

/** Works on one contiguous piece of guest memory by its host address. */
@FunctionalInterface
public interface SpanVisitor {
    /**
     * Called with a piece of the range.
     *
     * @param hostAddress where the piece lies in host memory; valid during the call only
     * @param length its length in bytes
     * @return how many bytes were used; fewer than {@code length} ends the walk. A negative value is an error (a negated
     *     errno), which ends the walk too
     */
    long span(long hostAddress, long length);

    /**
     * Whether nothing more will be used, whatever follows. Asked before a page is brought in for the next piece, because that would show: a
     * read at the end of a file copies no page of a private mapping, and fails at no address.
     */
    default boolean isFinished() {
        return false;
    }
}
