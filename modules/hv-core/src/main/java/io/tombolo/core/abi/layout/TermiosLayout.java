package io.tombolo.core.abi.layout;

/**
 * Terminal modes of {@code TCGETS}: {@code struct termios} of {@code asm/termbits.h}. Offsets and size in bytes.
 */
public final class TermiosLayout {
    public static final int SIZEOF = 36;
    public static final int C_IFLAG = 0;
    public static final int C_OFLAG = 4;
    public static final int C_CFLAG = 8;
    public static final int C_LFLAG = 12;
    public static final int C_LINE = 16;
    public static final int C_CC = 17;

    private TermiosLayout() {}
}
