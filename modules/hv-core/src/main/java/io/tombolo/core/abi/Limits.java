package io.tombolo.core.abi;

/**
 * Limits of the kernel: {@code linux/limits.h}, {@code linux/uio.h}.
 */
public final class Limits {
    public static final int NGROUPS_MAX = 65536;
    public static final int ARG_MAX = 131072;
    public static final int LINK_MAX = 127;
    public static final int MAX_CANON = 255;
    public static final int MAX_INPUT = 255;
    public static final int NAME_MAX = 255;
    public static final int PATH_MAX = 4096;
    public static final int PIPE_BUF = 4096;
    public static final int XATTR_NAME_MAX = 255;
    public static final int XATTR_SIZE_MAX = 65536;
    public static final int XATTR_LIST_MAX = 65536;
    public static final int UIO_MAXIOV = 1024;

    private Limits() {}
}
