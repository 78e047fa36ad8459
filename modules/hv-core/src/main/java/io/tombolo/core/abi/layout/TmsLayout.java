package io.tombolo.core.abi.layout;

/**
 * The result of {@code times(2)}: {@code struct tms} of {@code linux/times.h}. Offsets and size in bytes.
 */
public final class TmsLayout {
    public static final int SIZEOF = 32;
    public static final int TMS_UTIME = 0;
    public static final int TMS_STIME = 8;
    public static final int TMS_CUTIME = 16;
    public static final int TMS_CSTIME = 24;

    private TmsLayout() {}
}
