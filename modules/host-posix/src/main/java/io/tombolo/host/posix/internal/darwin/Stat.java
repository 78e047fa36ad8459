package io.tombolo.host.posix.internal.darwin;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;

/** {@code struct stat} of Darwin's {@code sys/stat.h} with 64-bit inodes. Not checked here. */
final class Stat {
    static final int SIZE = 144;
    static final int OFF_DEV = 0;
    static final int OFF_MODE = 4;
    static final int OFF_NLINK = 6;
    static final int OFF_INO = 8;
    static final int OFF_UID = 16;
    static final int OFF_GID = 20;
    static final int OFF_RDEV = 24;
    static final int OFF_ATIME = 32;
    static final int OFF_MTIME = 48;
    static final int OFF_CTIME = 64;
    static final int OFF_BIRTHTIME = 80;
    static final int OFF_SIZE = 96;
    static final int OFF_BLOCKS = 104;
    static final int OFF_BLKSIZE = 112;

    static final GroupLayout TIMESPEC_LAYOUT = MemoryLayout.structLayout(
                    JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_nsec"))
            .withName("struct timespec");

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    JAVA_INT.withName("st_dev"),
                    JAVA_SHORT.withName("st_mode"),
                    JAVA_SHORT.withName("st_nlink"),
                    JAVA_LONG.withName("st_ino"),
                    JAVA_INT.withName("st_uid"),
                    JAVA_INT.withName("st_gid"),
                    JAVA_INT.withName("st_rdev"),
                    MemoryLayout.paddingLayout(4),
                    TIMESPEC_LAYOUT.withName("st_atimespec"),
                    TIMESPEC_LAYOUT.withName("st_mtimespec"),
                    TIMESPEC_LAYOUT.withName("st_ctimespec"),
                    TIMESPEC_LAYOUT.withName("st_birthtimespec"),
                    JAVA_LONG.withName("st_size"),
                    JAVA_LONG.withName("st_blocks"),
                    JAVA_INT.withName("st_blksize"),
                    JAVA_INT.withName("st_flags"),
                    JAVA_INT.withName("st_gen"),
                    JAVA_INT.withName("st_lspare"),
                    MemoryLayout.sequenceLayout(2, JAVA_LONG).withName("st_qspare"))
            .withName("struct stat");

    private Stat() {}
}
