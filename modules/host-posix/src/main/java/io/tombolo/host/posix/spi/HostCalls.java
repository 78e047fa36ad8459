package io.tombolo.host.posix.spi;

/**
 * The single door to the host's kernel: every host call of every module goes through {@link #call}. It is the seam for
 * fault injection and tracing: an implementation that wraps another one is given to {@link
 * io.tombolo.host.posix.Host#of}.
 *
 * <p>Implementations are thread-safe and may block for as long as the host's call does. They never throw: an error is a
 * negative result.
 */
@FunctionalInterface
public interface HostCalls {
    /**
     * Makes one host call. Arguments are passed as the C library would pass them: integers widened, pointers as host
     * addresses. Structures behind pointers have the host's own layout.
     *
     * @param number which call, from {@link SyscallNumbers}
     * @return the call's result, or the Linux errno negated (-4095 to -1); {@code -ENOSYS} when the host has no such
     *     call
     */
    long call(int number, long a0, long a1, long a2, long a3, long a4, long a5);

    /** {@link #call(int, long, long, long, long, long, long)} without arguments. */
    default long call(int number) {
        return call(number, 0, 0, 0, 0, 0, 0);
    }

    /** {@link #call(int, long, long, long, long, long, long)} with one argument. */
    default long call(int number, long a0) {
        return call(number, a0, 0, 0, 0, 0, 0);
    }

    /** {@link #call(int, long, long, long, long, long, long)} with two arguments. */
    default long call(int number, long a0, long a1) {
        return call(number, a0, a1, 0, 0, 0, 0);
    }

    /** {@link #call(int, long, long, long, long, long, long)} with three arguments. */
    default long call(int number, long a0, long a1, long a2) {
        return call(number, a0, a1, a2, 0, 0, 0);
    }

    /** {@link #call(int, long, long, long, long, long, long)} with four arguments. */
    default long call(int number, long a0, long a1, long a2, long a3) {
        return call(number, a0, a1, a2, a3, 0, 0);
    }

    /** {@link #call(int, long, long, long, long, long, long)} with five arguments. */
    default long call(int number, long a0, long a1, long a2, long a3, long a4) {
        return call(number, a0, a1, a2, a3, a4, 0);
    }
}
