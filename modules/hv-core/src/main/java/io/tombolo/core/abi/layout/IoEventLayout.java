package io.tombolo.core.abi.layout;

/** What became of a request: {@code struct io_event} of {@code linux/aio_abi.h}. Offsets and size in bytes. */
public final class IoEventLayout {
    public static final int SIZEOF = 32;
    public static final int DATA = 0;
    public static final int OBJ = 8;
    public static final int RES = 16;
    public static final int RES2 = 24;

    private IoEventLayout() {}
}
