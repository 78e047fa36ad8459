package io.tombolo.host.posix.internal.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;

/** The kernel's {@code struct termios} of {@code asm-generic/termbits.h}; not the larger one of the C library. */
final class TermiosStruct {
    static final int SIZE = 36;
    static final int OFF_IFLAG = 0;
    static final int OFF_OFLAG = 4;
    static final int OFF_CFLAG = 8;
    static final int OFF_LFLAG = 12;
    static final int OFF_LINE = 16;
    static final int OFF_CC = 17;

    static final int TCGETS = 0x5401;
    static final int TCSETS = 0x5402;
    static final int TIOCGPGRP = 0x540f;
    static final int TIOCGWINSZ = 0x5413;
    static final int TIOCSWINSZ = 0x5414;
    static final int FIONREAD = 0x541b;

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    JAVA_INT.withName("c_iflag"),
                    JAVA_INT.withName("c_oflag"),
                    JAVA_INT.withName("c_cflag"),
                    JAVA_INT.withName("c_lflag"),
                    JAVA_BYTE.withName("c_line"),
                    MemoryLayout.sequenceLayout(19, JAVA_BYTE).withName("c_cc"))
            .withName("struct termios");

    private TermiosStruct() {}
}
