package io.tombolo.core.abi;

/**
 * Flags of {@code eventfd2(2)}: {@code linux/eventfd.h}.
 */
public final class Eventfd {
    public static final int EFD_SEMAPHORE = 0x1;
    public static final int EFD_CLOEXEC = 0x80000;
    public static final int EFD_NONBLOCK = 0x800;

    private Eventfd() {}
}
