package io.tombolo.core.abi;

/**
 * Commands of {@code membarrier(2)}: {@code linux/membarrier.h}.
 */
public final class Membarrier {
    public static final int MEMBARRIER_CMD_QUERY = 0x0;
    public static final int MEMBARRIER_CMD_GLOBAL = 0x1;
    public static final int MEMBARRIER_CMD_GLOBAL_EXPEDITED = 0x2;
    public static final int MEMBARRIER_CMD_REGISTER_GLOBAL_EXPEDITED = 0x4;
    public static final int MEMBARRIER_CMD_PRIVATE_EXPEDITED = 0x8;
    public static final int MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED = 0x10;
    public static final int MEMBARRIER_CMD_PRIVATE_EXPEDITED_SYNC_CORE = 0x20;
    public static final int MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED_SYNC_CORE = 0x40;

    private Membarrier() {}
}
