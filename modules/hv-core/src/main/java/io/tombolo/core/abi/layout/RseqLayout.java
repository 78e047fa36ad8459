package io.tombolo.core.abi.layout;

/**
 * The area of restartable sequences: {@code struct rseq} of {@code linux/rseq.h}. Offsets and size in bytes.
 */
public final class RseqLayout {
    public static final int SIZEOF = 32;
    public static final int CPU_ID_START = 0;
    public static final int CPU_ID = 4;
    public static final int RSEQ_CS = 8;
    public static final int FLAGS = 16;

    private RseqLayout() {}
}
