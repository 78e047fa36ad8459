package io.tombolo.core.abi.layout;

/**
 * The obsolete time zone of {@code gettimeofday(2)}: {@code struct timezone} of {@code linux/time.h}. Offsets and size in bytes.
 */
public final class TimezoneLayout {
    public static final int SIZEOF = 8;
    public static final int TZ_MINUTESWEST = 0;
    public static final int TZ_DSTTIME = 4;

    private TimezoneLayout() {}
}
