package io.tombolo.core.abi.layout;

/**
 * The argument of {@code openat2(2)}: {@code struct open_how} of {@code linux/openat2.h}. Offsets and size in bytes.
 */
public final class OpenHowLayout {
    public static final int SIZEOF = 24;
    public static final int FLAGS = 0;
    public static final int MODE = 8;
    public static final int RESOLVE = 16;

    private OpenHowLayout() {}
}
