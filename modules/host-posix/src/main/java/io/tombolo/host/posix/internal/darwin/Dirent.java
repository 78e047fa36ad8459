package io.tombolo.host.posix.internal.darwin;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;

/** {@code struct dirent} of Darwin's {@code sys/dirent.h} with 64-bit inodes. Not checked here. */
final class Dirent {
    static final int OFF_INO = 0;
    static final int OFF_SEEKOFF = 8;
    static final int OFF_RECLEN = 16;
    static final int OFF_NAMLEN = 18;
    static final int OFF_TYPE = 20;
    static final int OFF_NAME = 21;

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    JAVA_LONG.withName("d_ino"),
                    JAVA_LONG.withName("d_seekoff"),
                    JAVA_SHORT.withName("d_reclen"),
                    JAVA_SHORT.withName("d_namlen"),
                    JAVA_BYTE.withName("d_type"),
                    MemoryLayout.sequenceLayout(1024, JAVA_BYTE).withName("d_name"),
                    MemoryLayout.paddingLayout(3))
            .withName("struct dirent");

    private Dirent() {}
}
