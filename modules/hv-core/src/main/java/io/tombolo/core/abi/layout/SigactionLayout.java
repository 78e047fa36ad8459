package io.tombolo.core.abi.layout;

/**
 * The argument of {@code rt_sigaction(2)} with a mask of eight bytes: {@code struct sigaction} of {@code asm/signal.h}. Offsets and size in bytes.
 */
public final class SigactionLayout {
    public static final int SIZEOF = 32;
    public static final int SA_HANDLER = 0;
    public static final int SA_FLAGS = 8;
    public static final int SA_RESTORER = 16;
    public static final int SA_MASK = 24;

    private SigactionLayout() {}
}
