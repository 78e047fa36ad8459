package io.tombolo.core.abi.layout;

/**
 * What a handler learns of its signal: {@code siginfo_t} of {@code linux/signal.h}. Offsets and size in bytes.
 */
public final class SiginfoLayout {
    public static final int SIZEOF = 128;
    public static final int SI_SIGNO = 0;
    public static final int SI_ERRNO = 4;
    public static final int SI_CODE = 8;
    public static final int SI_PID = 16;
    public static final int SI_UID = 20;
    public static final int SI_TID = 16;
    public static final int SI_OVERRUN = 20;
    public static final int SI_STATUS = 24;
    public static final int SI_UTIME = 32;
    public static final int SI_STIME = 40;
    public static final int SI_VALUE = 24;
    public static final int SI_INT = 24;
    public static final int SI_PTR = 24;
    public static final int SI_ADDR = 16;
    public static final int SI_ADDR_LSB = 24;
    public static final int SI_LOWER = 32;
    public static final int SI_UPPER = 40;
    public static final int SI_PKEY = 32;
    public static final int SI_BAND = 16;
    public static final int SI_FD = 24;
    public static final int SI_CALL_ADDR = 16;
    public static final int SI_SYSCALL = 24;
    public static final int SI_ARCH = 28;

    private SiginfoLayout() {}
}
