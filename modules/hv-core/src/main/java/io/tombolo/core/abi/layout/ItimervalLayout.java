package io.tombolo.core.abi.layout;

/**
 * A timer of {@code setitimer(2)}: {@code struct itimerval} of {@code linux/time.h}. Offsets and size in bytes.
 */
public final class ItimervalLayout {
    public static final int SIZEOF = 32;
    public static final int IT_INTERVAL = 0;
    public static final int IT_VALUE = 16;

    private ItimervalLayout() {}
}
