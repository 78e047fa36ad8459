package io.tombolo.core.abi.layout;

/**
 * The address of an IPv4 socket: {@code struct sockaddr_in} of {@code linux/in.h}. Offsets and size in bytes.
 */
public final class SockaddrInLayout {
    public static final int SIZEOF = 16;
    public static final int SIN_FAMILY = 0;
    public static final int SIN_PORT = 2;
    public static final int SIN_ADDR = 4;

    private SockaddrInLayout() {}
}
