package io.tombolo.core.abi.layout;

/**
 * The head of a control message: {@code struct cmsghdr} of {@code sys/socket.h}. Offsets and size in bytes.
 */
public final class CmsghdrLayout {
    public static final int SIZEOF = 16;
    public static final int CMSG_LEN = 0;
    public static final int CMSG_LEVEL = 8;
    public static final int CMSG_TYPE = 12;

    private CmsghdrLayout() {}
}
