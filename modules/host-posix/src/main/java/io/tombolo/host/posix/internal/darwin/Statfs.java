package io.tombolo.host.posix.internal.darwin;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;

/** {@code struct statfs} of Darwin's {@code sys/mount.h} with 64-bit inodes. Not checked here. */
final class Statfs {
    static final int SIZE = 2168;
    static final int OFF_BSIZE = 0;
    static final int OFF_BLOCKS = 8;
    static final int OFF_BFREE = 16;
    static final int OFF_BAVAIL = 24;
    static final int OFF_FILES = 32;
    static final int OFF_FFREE = 40;
    static final int OFF_FSID = 48;
    static final int OFF_TYPE = 60;

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    JAVA_INT.withName("f_bsize"),
                    JAVA_INT.withName("f_iosize"),
                    JAVA_LONG.withName("f_blocks"),
                    JAVA_LONG.withName("f_bfree"),
                    JAVA_LONG.withName("f_bavail"),
                    JAVA_LONG.withName("f_files"),
                    JAVA_LONG.withName("f_ffree"),
                    MemoryLayout.sequenceLayout(2, JAVA_INT).withName("f_fsid"),
                    JAVA_INT.withName("f_owner"),
                    JAVA_INT.withName("f_type"),
                    JAVA_INT.withName("f_flags"),
                    JAVA_INT.withName("f_fssubtype"),
                    MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("f_fstypename"),
                    MemoryLayout.sequenceLayout(1024, JAVA_BYTE).withName("f_mntonname"),
                    MemoryLayout.sequenceLayout(1024, JAVA_BYTE).withName("f_mntfromname"),
                    JAVA_INT.withName("f_flags_ext"),
                    MemoryLayout.sequenceLayout(7, JAVA_INT).withName("f_reserved"))
            .withName("struct statfs");

    private Statfs() {}
}
