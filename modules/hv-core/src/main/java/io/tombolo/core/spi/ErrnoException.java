package io.tombolo.core.spi;

import io.tombolo.core.abi.Errno;

/**
 * An error that a system call answers with. It carries no stack trace and is created once for each number, so throwing
 * it costs a table look-up; the dispatcher turns it into a negative result, and nothing else does.
 */
public final class ErrnoException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** Past the last errno and the kernel-internal restart codes (512 to 516). */
    private static final int LIMIT = 520;

    private static final ErrnoException[] BY_NUMBER = new ErrnoException[LIMIT];

    private final int number;

    private ErrnoException(int number) {
        super(null, null, false, false);
        this.number = number;
    }

    /**
     * The exception for an errno.
     *
     * @param errno what the system call answers
     * @return a shared, immutable exception to throw
     */
    public static ErrnoException of(Errno errno) {
        return of(errno.number());
    }

    /**
     * The exception for a number: an errno, or one of the kernel-internal restart codes of {@code
     * io.tombolo.core.abi.RestartCode}.
     *
     * @param number positive, below 520
     * @return a shared, immutable exception to throw
     */
    public static ErrnoException of(int number) {
        ErrnoException known = BY_NUMBER[number];
        if (known == null) {
            // A race makes two equal immutable objects, of which either may stay.
            known = new ErrnoException(number);
            BY_NUMBER[number] = known;
        }
        return known;
    }

    /**
     * Throws if a raw host or kernel result is an error.
     *
     * @param result a value, or a negated errno in -4095 to -1
     * @return the result, when it is not an error
     */
    public static long check(long result) {
        if (result < 0 && result >= -4095) {
            throw of((int) -result);
        }
        return result;
    }

    /** The positive errno or restart code. */
    public int number() {
        return number;
    }

    /** The errno; {@code EINTR} for a restart code. */
    public Errno errno() {
        return number >= 512 ? Errno.EINTR : Errno.of(number);
    }

    @Override
    public String getMessage() {
        return errno().name();
    }
}
