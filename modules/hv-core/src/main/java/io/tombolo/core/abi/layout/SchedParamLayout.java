package io.tombolo.core.abi.layout;

/**
 * The argument of {@code sched_setparam(2)}: {@code struct sched_param} of {@code linux/sched/types.h}. Offsets and size in bytes.
 */
public final class SchedParamLayout {
    public static final int SIZEOF = 4;
    public static final int SCHED_PRIORITY = 0;

    private SchedParamLayout() {}
}
