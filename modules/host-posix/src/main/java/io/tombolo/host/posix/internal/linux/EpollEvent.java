package io.tombolo.host.posix.internal.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.GroupLayout;
import java.lang.foreign.MemoryLayout;

/** {@code struct epoll_event} of {@code linux/eventpoll.h}, which x86-64 alone packs. */
final class EpollEvent {
    static final int OFF_EVENTS = 0;
    static final int SIZE = 16;
    static final int OFF_DATA = 8;
    static final int PACKED_SIZE = 12;
    static final int PACKED_OFF_DATA = 4;

    static final GroupLayout LAYOUT = MemoryLayout.structLayout(
                    JAVA_INT.withName("events"), MemoryLayout.paddingLayout(4), JAVA_LONG.withName("data"))
            .withName("struct epoll_event");

    static final GroupLayout PACKED_LAYOUT = MemoryLayout.structLayout(
                    JAVA_INT_UNALIGNED.withName("events"), JAVA_LONG_UNALIGNED.withName("data"))
            .withName("struct epoll_event");

    private EpollEvent() {}
}
