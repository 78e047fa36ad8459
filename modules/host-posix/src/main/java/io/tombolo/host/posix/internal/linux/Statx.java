package io.tombolo.host.posix.internal.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;

/**
 * {@code struct statx} of {@code linux/stat.h}, the same on every architecture. The offsets are compile-time constants,
 * so that a reader neither loads this class nor builds the layout; the layout is what they are checked against.
 */
public final class Statx {
    public static final int STATX_BASIC_STATS = 0x7ff;
    public static final int STATX_BTIME = 0x800;
    public static final int STATX_MNT_ID = 0x1000;

    public static final int SIZE = 256;
    public static final int OFF_MASK = 0;
    public static final int OFF_BLKSIZE = 4;
    public static final int OFF_ATTRIBUTES = 8;
    public static final int OFF_NLINK = 16;
    public static final int OFF_UID = 20;
    public static final int OFF_GID = 24;
    public static final int OFF_MODE = 28;
    public static final int OFF_INO = 32;
    public static final int OFF_SIZE = 40;
    public static final int OFF_BLOCKS = 48;
    public static final int OFF_ATIME = 64;
    public static final int OFF_BTIME = 80;
    public static final int OFF_CTIME = 96;
    public static final int OFF_MTIME = 112;
    public static final int OFF_RDEV_MAJOR = 128;
    public static final int OFF_RDEV_MINOR = 132;
    public static final int OFF_DEV_MAJOR = 136;
    public static final int OFF_DEV_MINOR = 140;
    public static final int OFF_MNT_ID = 144;

    /** Of {@code struct statx_timestamp}. */
    public static final int OFF_TV_SEC = 0;

    /** Of {@code struct statx_timestamp}. */
    public static final int OFF_TV_NSEC = 8;

    static final GroupLayout TIMESTAMP_LAYOUT = MemoryLayout.structLayout(
                    JAVA_LONG.withName("tv_sec"), JAVA_INT.withName("tv_nsec"), MemoryLayout.paddingLayout(4))
            .withName("struct statx_timestamp");

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    JAVA_INT.withName("stx_mask"),
                    JAVA_INT.withName("stx_blksize"),
                    JAVA_LONG.withName("stx_attributes"),
                    JAVA_INT.withName("stx_nlink"),
                    JAVA_INT.withName("stx_uid"),
                    JAVA_INT.withName("stx_gid"),
                    JAVA_SHORT.withName("stx_mode"),
                    MemoryLayout.paddingLayout(2),
                    JAVA_LONG.withName("stx_ino"),
                    JAVA_LONG.withName("stx_size"),
                    JAVA_LONG.withName("stx_blocks"),
                    JAVA_LONG.withName("stx_attributes_mask"),
                    TIMESTAMP_LAYOUT.withName("stx_atime"),
                    TIMESTAMP_LAYOUT.withName("stx_btime"),
                    TIMESTAMP_LAYOUT.withName("stx_ctime"),
                    TIMESTAMP_LAYOUT.withName("stx_mtime"),
                    JAVA_INT.withName("stx_rdev_major"),
                    JAVA_INT.withName("stx_rdev_minor"),
                    JAVA_INT.withName("stx_dev_major"),
                    JAVA_INT.withName("stx_dev_minor"),
                    JAVA_LONG.withName("stx_mnt_id"),
                    MemoryLayout.paddingLayout(104))
            .withName("struct statx");

    private Statx() {}
}
