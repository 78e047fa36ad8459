package io.tombolo.core.abi.layout;

/**
 * A message of {@code sendmmsg(2)}: {@code struct mmsghdr} of {@code sys/socket.h}. Offsets and size in bytes.
 */
public final class MmsghdrLayout {
    public static final int SIZEOF = 64;
    public static final int MSG_HDR = 0;
    public static final int MSG_LEN = 56;

    private MmsghdrLayout() {}
}
