package io.tombolo.core.abi.layout;

/**
 * The result of {@code getrusage(2)}: {@code struct rusage} of {@code linux/time.h}, {@code linux/resource.h}. Offsets and size in bytes.
 */
public final class RusageLayout {
    public static final int SIZEOF = 144;
    public static final int RU_UTIME = 0;
    public static final int RU_STIME = 16;
    public static final int RU_MAXRSS = 32;
    public static final int RU_IXRSS = 40;
    public static final int RU_IDRSS = 48;
    public static final int RU_ISRSS = 56;
    public static final int RU_MINFLT = 64;
    public static final int RU_MAJFLT = 72;
    public static final int RU_NSWAP = 80;
    public static final int RU_INBLOCK = 88;
    public static final int RU_OUBLOCK = 96;
    public static final int RU_MSGSND = 104;
    public static final int RU_MSGRCV = 112;
    public static final int RU_NSIGNALS = 120;
    public static final int RU_NVCSW = 128;
    public static final int RU_NIVCSW = 136;

    private RusageLayout() {}
}
