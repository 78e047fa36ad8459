package io.tombolo.core.abi.layout;

/**
 * The argument of {@code F_SETOWN_EX}: {@code struct f_owner_ex} of {@code linux/fcntl.h}. Offsets and size in bytes.
 */
public final class FOwnerExLayout {
    public static final int SIZEOF = 8;
    public static final int TYPE = 0;
    public static final int PID = 4;

    private FOwnerExLayout() {}
}
