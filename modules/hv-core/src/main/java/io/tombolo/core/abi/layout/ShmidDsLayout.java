package io.tombolo.core.abi.layout;

/**
 * The state of a System V shared memory segment: {@code struct shmid64_ds} of {@code linux/types.h}, {@code asm/ipcbuf.h}, {@code asm/shmbuf.h}. Offsets and size in bytes.
 */
public final class ShmidDsLayout {
    public static final int SIZEOF = 112;
    public static final int SHM_PERM = 0;
    public static final int SHM_SEGSZ = 48;
    public static final int SHM_ATIME = 56;
    public static final int SHM_DTIME = 64;
    public static final int SHM_CTIME = 72;
    public static final int SHM_CPID = 80;
    public static final int SHM_LPID = 84;
    public static final int SHM_NATTCH = 88;

    private ShmidDsLayout() {}
}
