package io.tombolo.host.posix.internal.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;

/**
 * {@code struct linux_dirent64} of getdents64(2), whose name follows it; the C library's {@code struct dirent64} begins
 * alike.
 */
final class Dirent64 {
    static final int OFF_INO = 0;
    static final int OFF_OFF = 8;
    static final int OFF_RECLEN = 16;
    static final int OFF_TYPE = 18;
    static final int OFF_NAME = 19;

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    JAVA_LONG.withName("d_ino"),
                    JAVA_LONG.withName("d_off"),
                    JAVA_SHORT.withName("d_reclen"),
                    JAVA_BYTE.withName("d_type"),
                    MemoryLayout.sequenceLayout(256, JAVA_BYTE).withName("d_name"),
                    MemoryLayout.paddingLayout(5))
            .withName("struct dirent64");

    private Dirent64() {}
}
