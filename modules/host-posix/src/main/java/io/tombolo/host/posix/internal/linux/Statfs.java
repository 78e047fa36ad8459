package io.tombolo.host.posix.internal.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;

/** {@code struct statfs} of {@code asm-generic/statfs.h}, for 64-bit kernels. */
final class Statfs {
    static final int SIZE = 120;
    static final int OFF_TYPE = 0;
    static final int OFF_BSIZE = 8;
    static final int OFF_BLOCKS = 16;
    static final int OFF_BFREE = 24;
    static final int OFF_BAVAIL = 32;
    static final int OFF_FILES = 40;
    static final int OFF_FFREE = 48;
    static final int OFF_FSID = 56;
    static final int OFF_NAMELEN = 64;
    static final int OFF_FRSIZE = 72;
    static final int OFF_FLAGS = 80;

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    JAVA_LONG.withName("f_type"),
                    JAVA_LONG.withName("f_bsize"),
                    JAVA_LONG.withName("f_blocks"),
                    JAVA_LONG.withName("f_bfree"),
                    JAVA_LONG.withName("f_bavail"),
                    JAVA_LONG.withName("f_files"),
                    JAVA_LONG.withName("f_ffree"),
                    JAVA_LONG.withName("f_fsid"),
                    JAVA_LONG.withName("f_namelen"),
                    JAVA_LONG.withName("f_frsize"),
                    JAVA_LONG.withName("f_flags"),
                    MemoryLayout.paddingLayout(32))
            .withName("struct statfs");

    private Statfs() {}
}
