package io.tombolo.host.posix.internal.darwin;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;

/** {@code struct flock} of Darwin's {@code sys/fcntl.h}, and the types of a lock. Not checked here. */
final class Flock {
    static final int SIZE = 24;
    static final int OFF_START = 0;
    static final int OFF_LEN = 8;
    static final int OFF_PID = 16;
    static final int OFF_TYPE = 20;
    static final int OFF_WHENCE = 22;

    static final short F_RDLCK = 1;
    static final short F_UNLCK = 2;
    static final short F_WRLCK = 3;

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    JAVA_LONG.withName("l_start"),
                    JAVA_LONG.withName("l_len"),
                    JAVA_INT.withName("l_pid"),
                    JAVA_SHORT.withName("l_type"),
                    JAVA_SHORT.withName("l_whence"))
            .withName("struct flock");

    private Flock() {}
}
