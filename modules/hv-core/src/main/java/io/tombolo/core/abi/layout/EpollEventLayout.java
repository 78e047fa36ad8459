package io.tombolo.core.abi.layout;

/**
 * An event of epoll, packed on x86-64 only: {@code struct epoll_event} of {@code linux/eventpoll.h}. Offsets and size in bytes.
 */
public final class EpollEventLayout {
    /** The layout on AArch64. */
    public static final class Aarch64 {
        public static final int SIZEOF = 16;
        public static final int EVENTS = 0;
        public static final int DATA = 8;

        private Aarch64() {}
    }

    /** The layout on x86-64. */
    public static final class X8664 {
        public static final int SIZEOF = 12;
        public static final int EVENTS = 0;
        public static final int DATA = 4;

        private X8664() {}
    }

    private EpollEventLayout() {}
}
