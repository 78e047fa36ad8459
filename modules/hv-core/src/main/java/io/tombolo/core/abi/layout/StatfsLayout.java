package io.tombolo.core.abi.layout;

/**
 * The result of {@code statfs(2)}: {@code struct statfs} of {@code asm/statfs.h}. Offsets and size in bytes.
 */
public final class StatfsLayout {
    public static final int SIZEOF = 120;
    public static final int F_TYPE = 0;
    public static final int F_BSIZE = 8;
    public static final int F_BLOCKS = 16;
    public static final int F_BFREE = 24;
    public static final int F_BAVAIL = 32;
    public static final int F_FILES = 40;
    public static final int F_FFREE = 48;
    public static final int F_FSID = 56;
    public static final int F_NAMELEN = 64;
    public static final int F_FRSIZE = 72;
    public static final int F_FLAGS = 80;
    public static final int F_SPARE = 88;

    private StatfsLayout() {}
}
