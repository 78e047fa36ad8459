package io.tombolo.core.abi.layout;

/**
 * How a timer notifies: {@code struct sigevent} of {@code linux/signal.h}. Offsets and size in bytes.
 */
public final class SigeventLayout {
    public static final int SIZEOF = 64;
    public static final int SIGEV_VALUE = 0;
    public static final int SIGEV_SIGNO = 8;
    public static final int SIGEV_NOTIFY = 12;
    public static final int SIGEV_NOTIFY_THREAD_ID = 16;

    private SigeventLayout() {}
}
