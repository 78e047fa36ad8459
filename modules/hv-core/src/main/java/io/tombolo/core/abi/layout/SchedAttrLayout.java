package io.tombolo.core.abi.layout;

/**
 * The argument of {@code sched_setattr(2)}: {@code struct sched_attr} of {@code linux/sched/types.h}. Offsets and size in bytes.
 */
public final class SchedAttrLayout {
    public static final int SIZEOF = 56;
    public static final int SIZE = 0;
    public static final int SCHED_POLICY = 4;
    public static final int SCHED_FLAGS = 8;
    public static final int SCHED_NICE = 16;
    public static final int SCHED_PRIORITY = 20;
    public static final int SCHED_RUNTIME = 24;
    public static final int SCHED_DEADLINE = 32;
    public static final int SCHED_PERIOD = 40;
    public static final int SCHED_UTIL_MIN = 48;
    public static final int SCHED_UTIL_MAX = 52;

    private SchedAttrLayout() {}
}
