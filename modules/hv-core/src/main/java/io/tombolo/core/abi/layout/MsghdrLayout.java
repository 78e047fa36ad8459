package io.tombolo.core.abi.layout;

/**
 * A message of {@code sendmsg(2)}: {@code struct msghdr} of {@code sys/socket.h}. Offsets and size in bytes.
 */
public final class MsghdrLayout {
    public static final int SIZEOF = 56;
    public static final int MSG_NAME = 0;
    public static final int MSG_NAMELEN = 8;
    public static final int MSG_IOV = 16;
    public static final int MSG_IOVLEN = 24;
    public static final int MSG_CONTROL = 32;
    public static final int MSG_CONTROLLEN = 40;
    public static final int MSG_FLAGS = 48;

    private MsghdrLayout() {}
}
