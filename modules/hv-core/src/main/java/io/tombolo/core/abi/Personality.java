package io.tombolo.core.abi;

/**
 * Execution domains: {@code linux/personality.h}.
 */
public final class Personality {
    public static final int PER_LINUX = 0x0;
    public static final int PER_LINUX32 = 0x8;
    public static final int PER_MASK = 0xFF;
    public static final int UNAME26 = 0x20000;
    public static final int ADDR_NO_RANDOMIZE = 0x40000;
    public static final int MMAP_PAGE_ZERO = 0x100000;
    public static final int ADDR_COMPAT_LAYOUT = 0x200000;
    public static final int READ_IMPLIES_EXEC = 0x400000;

    private Personality() {}
}
