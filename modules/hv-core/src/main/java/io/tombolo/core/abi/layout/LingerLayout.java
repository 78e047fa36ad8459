package io.tombolo.core.abi.layout;

/**
 * The value of {@code SO_LINGER}: {@code struct linger} of {@code sys/socket.h}. Offsets and size in bytes.
 */
public final class LingerLayout {
    public static final int SIZEOF = 8;
    public static final int L_ONOFF = 0;
    public static final int L_LINGER = 4;

    private LingerLayout() {}
}
