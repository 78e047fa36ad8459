package io.tombolo.core.abi.layout;

/**
 * A resource limit: {@code struct rlimit64} of {@code linux/time.h}, {@code linux/resource.h}. Offsets and size in bytes.
 */
public final class RlimitLayout {
    public static final int SIZEOF = 16;
    public static final int RLIM_CUR = 0;
    public static final int RLIM_MAX = 8;

    private RlimitLayout() {}
}
