package io.tombolo.core.abi.layout;

/**
 * A time in seconds and nanoseconds: {@code struct __kernel_timespec} of {@code linux/time_types.h}. Offsets and size in bytes.
 */
public final class TimespecLayout {
    public static final int SIZEOF = 16;
    public static final int TV_SEC = 0;
    public static final int TV_NSEC = 8;

    private TimespecLayout() {}
}
