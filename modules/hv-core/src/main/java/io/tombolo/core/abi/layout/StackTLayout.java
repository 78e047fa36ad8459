package io.tombolo.core.abi.layout;

/**
 * The argument of {@code sigaltstack(2)}: {@code stack_t} of {@code linux/signal.h}. Offsets and size in bytes.
 */
public final class StackTLayout {
    public static final int SIZEOF = 24;
    public static final int SS_SP = 0;
    public static final int SS_FLAGS = 8;
    public static final int SS_SIZE = 16;

    private StackTLayout() {}
}
