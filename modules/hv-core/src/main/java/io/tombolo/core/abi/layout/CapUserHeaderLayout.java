package io.tombolo.core.abi.layout;

/**
 * The head of {@code capget(2)}: {@code struct __user_cap_header_struct} of {@code linux/capability.h}. Offsets and size in bytes.
 */
public final class CapUserHeaderLayout {
    public static final int SIZEOF = 8;
    public static final int VERSION = 0;
    public static final int PID = 4;

    private CapUserHeaderLayout() {}
}
