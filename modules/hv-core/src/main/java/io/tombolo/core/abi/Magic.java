package io.tombolo.core.abi;

/**
 * Types of file systems as {@code statfs(2)} tells them: {@code linux/magic.h}.
 */
public final class Magic {
    public static final int PROC_SUPER_MAGIC = 0x9FA0;
    public static final int SYSFS_MAGIC = 0x62656572;
    public static final int TMPFS_MAGIC = 0x1021994;
    public static final int RAMFS_MAGIC = 0x858458F6;
    public static final int EXT4_SUPER_MAGIC = 0xEF53;
    public static final int BTRFS_SUPER_MAGIC = 0x9123683E;
    public static final int XFS_SUPER_MAGIC = 0x58465342;
    public static final int OVERLAYFS_SUPER_MAGIC = 0x794C7630;
    public static final int DEVPTS_SUPER_MAGIC = 0x1CD1;
    public static final int PIPEFS_MAGIC = 0x50495045;
    public static final int SOCKFS_MAGIC = 0x534F434B;
    public static final int ANON_INODE_FS_MAGIC = 0x9041934;
    public static final int CGROUP2_SUPER_MAGIC = 0x63677270;

    private Magic() {}
}
