package io.tombolo.host.posix.internal.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;

/** {@code struct sysinfo} of {@code linux/sysinfo.h}, for 64-bit kernels. */
final class Sysinfo {
    static final int SIZE = 112;
    static final int OFF_UPTIME = 0;
    static final int OFF_LOADS = 8;
    static final int OFF_TOTALRAM = 32;
    static final int OFF_FREERAM = 40;
    static final int OFF_SHAREDRAM = 48;
    static final int OFF_BUFFERRAM = 56;
    static final int OFF_TOTALSWAP = 64;
    static final int OFF_FREESWAP = 72;
    static final int OFF_PROCS = 80;
    static final int OFF_MEM_UNIT = 104;

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    JAVA_LONG.withName("uptime"),
                    MemoryLayout.sequenceLayout(3, JAVA_LONG).withName("loads"),
                    JAVA_LONG.withName("totalram"),
                    JAVA_LONG.withName("freeram"),
                    JAVA_LONG.withName("sharedram"),
                    JAVA_LONG.withName("bufferram"),
                    JAVA_LONG.withName("totalswap"),
                    JAVA_LONG.withName("freeswap"),
                    JAVA_SHORT.withName("procs"),
                    JAVA_SHORT.withName("pad"),
                    MemoryLayout.paddingLayout(4),
                    JAVA_LONG.withName("totalhigh"),
                    JAVA_LONG.withName("freehigh"),
                    JAVA_INT.withName("mem_unit"),
                    MemoryLayout.paddingLayout(4))
            .withName("struct sysinfo");

    private Sysinfo() {}
}
