package io.tombolo.core.abi.layout;

/**
 * The head of a task's list of robust futexes: {@code struct robust_list_head} of {@code linux/futex.h}. Offsets and size in bytes.
 */
public final class RobustListHeadLayout {
    public static final int SIZEOF = 24;
    public static final int LIST = 0;
    public static final int FUTEX_OFFSET = 8;
    public static final int LIST_OP_PENDING = 16;

    private RobustListHeadLayout() {}
}
