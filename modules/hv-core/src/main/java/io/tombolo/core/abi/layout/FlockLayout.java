package io.tombolo.core.abi.layout;

/**
 * A record lock of {@code fcntl(2)}: {@code struct flock} of {@code linux/fcntl.h}. Offsets and size in bytes.
 */
public final class FlockLayout {
    public static final int SIZEOF = 32;
    public static final int L_TYPE = 0;
    public static final int L_WHENCE = 2;
    public static final int L_START = 8;
    public static final int L_LEN = 16;
    public static final int L_PID = 24;

    private FlockLayout() {}
}
