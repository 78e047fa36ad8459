package io.tombolo.core.abi.layout;

/**
 * The result of {@code stat(2)}, which is laid out differently on each architecture: {@code struct stat} of {@code asm/stat.h}. Offsets and size in bytes.
 */
public final class StatLayout {
    /** The layout on AArch64. */
    public static final class Aarch64 {
        public static final int SIZEOF = 128;
        public static final int ST_DEV = 0;
        public static final int ST_INO = 8;
        public static final int ST_MODE = 16;
        public static final int ST_NLINK = 20;
        public static final int ST_UID = 24;
        public static final int ST_GID = 28;
        public static final int ST_RDEV = 32;
        public static final int ST_SIZE = 48;
        public static final int ST_BLKSIZE = 56;
        public static final int ST_BLOCKS = 64;
        public static final int ST_ATIME = 72;
        public static final int ST_ATIME_NSEC = 80;
        public static final int ST_MTIME = 88;
        public static final int ST_MTIME_NSEC = 96;
        public static final int ST_CTIME = 104;
        public static final int ST_CTIME_NSEC = 112;

        private Aarch64() {}
    }

    /** The layout on x86-64. */
    public static final class X8664 {
        public static final int SIZEOF = 144;
        public static final int ST_DEV = 0;
        public static final int ST_INO = 8;
        public static final int ST_MODE = 24;
        public static final int ST_NLINK = 16;
        public static final int ST_UID = 28;
        public static final int ST_GID = 32;
        public static final int ST_RDEV = 40;
        public static final int ST_SIZE = 48;
        public static final int ST_BLKSIZE = 56;
        public static final int ST_BLOCKS = 64;
        public static final int ST_ATIME = 72;
        public static final int ST_ATIME_NSEC = 80;
        public static final int ST_MTIME = 88;
        public static final int ST_MTIME_NSEC = 96;
        public static final int ST_CTIME = 104;
        public static final int ST_CTIME_NSEC = 112;

        private X8664() {}
    }

    private StatLayout() {}
}
