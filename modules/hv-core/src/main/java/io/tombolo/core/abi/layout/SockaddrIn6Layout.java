package io.tombolo.core.abi.layout;

/**
 * The address of an IPv6 socket: {@code struct sockaddr_in6} of {@code linux/in6.h}. Offsets and size in bytes.
 */
public final class SockaddrIn6Layout {
    public static final int SIZEOF = 28;
    public static final int SIN6_FAMILY = 0;
    public static final int SIN6_PORT = 2;
    public static final int SIN6_FLOWINFO = 4;
    public static final int SIN6_ADDR = 8;
    public static final int SIN6_SCOPE_ID = 24;

    private SockaddrIn6Layout() {}
}
