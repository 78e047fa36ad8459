package io.tombolo.core.abi.layout;

/**
 * An entry of {@code getdents64(2)}; {@code d_name} is as long as the name and its zero byte: {@code struct linux_dirent64} of {@code linux/types.h}. Offsets and size in bytes.
 */
public final class Dirent64Layout {
    public static final int SIZEOF = 24;
    public static final int D_INO = 0;
    public static final int D_OFF = 8;
    public static final int D_RECLEN = 16;
    public static final int D_TYPE = 18;
    public static final int D_NAME = 19;

    private Dirent64Layout() {}
}
