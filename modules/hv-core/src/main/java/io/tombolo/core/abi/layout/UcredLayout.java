package io.tombolo.core.abi.layout;

/**
 * The credentials of a peer: {@code struct ucred} of {@code sys/socket.h}. Offsets and size in bytes.
 */
public final class UcredLayout {
    public static final int SIZEOF = 12;
    public static final int PID = 0;
    public static final int UID = 4;
    public static final int GID = 8;

    private UcredLayout() {}
}
