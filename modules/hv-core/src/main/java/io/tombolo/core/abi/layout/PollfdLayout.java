package io.tombolo.core.abi.layout;

/**
 * A descriptor of {@code poll(2)}: {@code struct pollfd} of {@code asm/poll.h}. Offsets and size in bytes.
 */
public final class PollfdLayout {
    public static final int SIZEOF = 8;
    public static final int FD = 0;
    public static final int EVENTS = 4;
    public static final int REVENTS = 6;

    private PollfdLayout() {}
}
