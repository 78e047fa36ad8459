package io.tombolo.host.posix;

/**
 * What the host's {@code statfs} says of a file system.
 *
 * @param type Linux's magic number, see statfs(2); the host's own number elsewhere
 * @param blockSize in bytes
 * @param blocks in all
 * @param freeBlocks for the superuser
 * @param availableBlocks for others
 * @param files inodes in all
 * @param freeFiles free inodes
 * @param identity {@code f_fsid}
 * @param nameLimit longest name in bytes
 * @param fragmentSize in bytes
 * @param flags of {@code ST_*}
 */
public record FileSystemStatus(
        long type,
        long blockSize,
        long blocks,
        long freeBlocks,
        long availableBlocks,
        long files,
        long freeFiles,
        long identity,
        long nameLimit,
        long fragmentSize,
        long flags) {}
