package io.tombolo.core.abi.layout;

/**
 * The owner and mode of a System V object: {@code struct ipc64_perm} of {@code linux/ipc.h}. Offsets and size in bytes.
 */
public final class IpcPermLayout {
    public static final int SIZEOF = 48;
    public static final int KEY = 0;
    public static final int UID = 4;
    public static final int GID = 8;
    public static final int CUID = 12;
    public static final int CGID = 16;
    public static final int MODE = 20;
    public static final int SEQ = 24;

    private IpcPermLayout() {}
}
