package io.tombolo.core.abi.layout;

/**
 * The size of a terminal: {@code struct winsize} of {@code asm/termios.h}. Offsets and size in bytes.
 */
public final class WinsizeLayout {
    public static final int SIZEOF = 8;
    public static final int WS_ROW = 0;
    public static final int WS_COL = 2;
    public static final int WS_XPIXEL = 4;
    public static final int WS_YPIXEL = 6;

    private WinsizeLayout() {}
}
