package io.tombolo.host.posix.internal.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;

/** {@code struct flock} of {@code asm-generic/fcntl.h}. */
final class Flock {
    static final int SIZE = 32;
    static final int OFF_TYPE = 0;
    static final int OFF_WHENCE = 2;
    static final int OFF_START = 8;
    static final int OFF_LEN = 16;
    static final int OFF_PID = 24;

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    JAVA_SHORT.withName("l_type"),
                    JAVA_SHORT.withName("l_whence"),
                    MemoryLayout.paddingLayout(4),
                    JAVA_LONG.withName("l_start"),
                    JAVA_LONG.withName("l_len"),
                    JAVA_INT.withName("l_pid"),
                    MemoryLayout.paddingLayout(4))
            .withName("struct flock");

    private Flock() {}
}
