package io.tombolo.core.abi.layout;

/**
 * A time in seconds and microseconds: {@code struct timeval} of {@code linux/time.h}. Offsets and size in bytes.
 */
public final class TimevalLayout {
    public static final int SIZEOF = 16;
    public static final int TV_SEC = 0;
    public static final int TV_USEC = 8;

    private TimevalLayout() {}
}
