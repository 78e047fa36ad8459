package io.tombolo.core.spi;

/**
 * One argument of a system call.
 *
 * @param name the name of the method's parameter
 * @param kind what it means
 * @param lengthIndex for a buffer or array: the position, 0 to 5, of the argument with its length; -1 when the result is the length or there
 *     is none
 */
public record SyscallParameter(String name, ArgumentKind kind, int lengthIndex) {
    /** The value of {@link #lengthIndex} of an argument without a length argument. */
    public static final int NO_LENGTH = -1;
}
