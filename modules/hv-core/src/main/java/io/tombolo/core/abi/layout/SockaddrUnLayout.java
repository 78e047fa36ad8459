package io.tombolo.core.abi.layout;

/**
 * The address of a Unix socket: {@code struct sockaddr_un} of {@code linux/un.h}. Offsets and size in bytes.
 */
public final class SockaddrUnLayout {
    public static final int SIZEOF = 110;
    public static final int SUN_FAMILY = 0;
    public static final int SUN_PATH = 2;

    private SockaddrUnLayout() {}
}
