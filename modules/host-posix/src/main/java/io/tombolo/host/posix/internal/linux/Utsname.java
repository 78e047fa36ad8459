package io.tombolo.host.posix.internal.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SequenceLayout;

/** {@code struct new_utsname} of {@code linux/utsname.h}. */
final class Utsname {
    /** The size of each string, its terminator included. */
    static final int FIELD = 65;

    static final int SIZE = 6 * FIELD;

    private static final SequenceLayout STRING = MemoryLayout.sequenceLayout(FIELD, JAVA_BYTE);

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    STRING.withName("sysname"),
                    STRING.withName("nodename"),
                    STRING.withName("release"),
                    STRING.withName("version"),
                    STRING.withName("machine"),
                    STRING.withName("domainname"))
            .withName("struct new_utsname");

    private Utsname() {}
}
