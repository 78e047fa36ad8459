package io.tombolo.core.abi;

/**
 * Commands and flags of System V IPC: {@code linux/ipc.h}, {@code linux/shm.h}.
 */
public final class Ipc {
    public static final int IPC_PRIVATE = 0;
    public static final int IPC_CREAT = 01000;
    public static final int IPC_EXCL = 02000;
    public static final int IPC_NOWAIT = 04000;
    public static final int SHM_R = 0400;
    public static final int SHM_W = 0200;
    public static final int SHM_HUGETLB = 04000;
    public static final int SHM_NORESERVE = 010000;
    public static final int SHM_RDONLY = 010000;
    public static final int SHM_RND = 020000;
    public static final int SHM_REMAP = 040000;
    public static final int SHM_EXEC = 0100000;
    public static final int SHM_HUGE_SHIFT = 26;
    public static final int SHM_HUGE_MASK = 0x3f;

    // Commands

    public static final int IPC_RMID = 0;
    public static final int IPC_SET = 1;
    public static final int IPC_STAT = 2;
    public static final int IPC_INFO = 3;
    public static final int SHM_LOCK = 11;
    public static final int SHM_UNLOCK = 12;
    public static final int SHM_STAT = 13;
    public static final int SHM_INFO = 14;
    public static final int SHM_STAT_ANY = 15;

    private Ipc() {}
}
