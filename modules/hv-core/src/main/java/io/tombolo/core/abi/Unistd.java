package io.tombolo.core.abi;

/**
 * Modes of {@code access(2)} and the flags of {@code close_range(2)}: {@code unistd.h}, {@code linux/close_range.h}.
 */
public final class Unistd {
    // access(2)

    public static final int F_OK = 0;
    public static final int X_OK = 1;
    public static final int W_OK = 2;
    public static final int R_OK = 4;

    // close_range(2)

    public static final int CLOSE_RANGE_UNSHARE = 0x2;
    public static final int CLOSE_RANGE_CLOEXEC = 0x4;

    private Unistd() {}
}
