package io.tombolo.core.abi.layout;

/**
 * A time within {@link StatxLayout}: {@code struct statx_timestamp} of {@code linux/stat.h}. Offsets and size in bytes.
 */
public final class StatxTimestampLayout {
    public static final int SIZEOF = 16;
    public static final int TV_SEC = 0;
    public static final int TV_NSEC = 8;

    private StatxTimestampLayout() {}
}
