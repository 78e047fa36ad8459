package io.tombolo.core.abi.layout;

/**
 * A timer of {@code timer_settime(2)}: {@code struct itimerspec} of {@code linux/time.h}. Offsets and size in bytes.
 */
public final class ItimerspecLayout {
    public static final int SIZEOF = 32;
    public static final int IT_INTERVAL = 0;
    public static final int IT_VALUE = 16;

    private ItimerspecLayout() {}
}
