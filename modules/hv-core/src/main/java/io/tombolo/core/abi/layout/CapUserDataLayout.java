package io.tombolo.core.abi.layout;

/**
 * 32 capabilities of {@code capget(2)}: {@code struct __user_cap_data_struct} of {@code linux/capability.h}. Offsets and size in bytes.
 */
public final class CapUserDataLayout {
    public static final int SIZEOF = 12;
    public static final int EFFECTIVE = 0;
    public static final int PERMITTED = 4;
    public static final int INHERITABLE = 8;

    private CapUserDataLayout() {}
}
