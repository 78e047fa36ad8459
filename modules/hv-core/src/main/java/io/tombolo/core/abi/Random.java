package io.tombolo.core.abi;

/**
 * Flags of {@code getrandom(2)}: {@code linux/random.h}.
 */
public final class Random {
    public static final int GRND_NONBLOCK = 0x1;
    public static final int GRND_RANDOM = 0x2;
    public static final int GRND_INSECURE = 0x4;

    private Random() {}
}
