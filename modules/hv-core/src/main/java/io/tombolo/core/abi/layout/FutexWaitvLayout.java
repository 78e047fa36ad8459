package io.tombolo.core.abi.layout;

/**
 * One futex of {@code futex_waitv(2)}: {@code struct futex_waitv} of {@code linux/futex.h}. Offsets and size in bytes.
 */
public final class FutexWaitvLayout {
    public static final int SIZEOF = 24;
    public static final int VAL = 0;
    public static final int UADDR = 8;
    public static final int FLAGS = 16;
    public static final int __RESERVED = 20;

    private FutexWaitvLayout() {}
}
