package io.tombolo.core.abi.layout;

/**
 * A piece of a scattered buffer: {@code struct iovec} of {@code linux/uio.h}. Offsets and size in bytes.
 */
public final class IovecLayout {
    public static final int SIZEOF = 16;
    public static final int IOV_BASE = 0;
    public static final int IOV_LEN = 8;

    private IovecLayout() {}
}
