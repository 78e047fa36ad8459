package io.tombolo.host.posix;

/**
 * What the host's {@code stat} says of a file.
 *
 * @param deviceMajor major number of the device that holds the file
 * @param deviceMinor its minor number
 * @param inode unique within the device
 * @param mode file type and permission bits, as in {@link StatMode}
 * @param linkCount hard links
 * @param userId owner
 * @param groupId group
 * @param rawDeviceMajor major number of the device that the file is, for a device node
 * @param rawDeviceMinor its minor number
 * @param size in bytes
 * @param blockSize preferred size of a transfer in bytes
 * @param blocks allocated, in units of 512 bytes
 * @param accessed last access
 * @param modified last change of the contents
 * @param changed last change of the inode
 * @param created birth, or the epoch when the file system does not keep it
 * @param hasCreated whether {@code created} is known
 * @param attributes of {@code STATX_ATTR_*}; 0 where the host has none
 * @param mountId of {@code STATX_MNT_ID}; 0 where the host has none
 */
public record FileStatus(
        int deviceMajor,
        int deviceMinor,
        long inode,
        int mode,
        long linkCount,
        int userId,
        int groupId,
        int rawDeviceMajor,
        int rawDeviceMinor,
        long size,
        int blockSize,
        long blocks,
        Timestamp accessed,
        Timestamp modified,
        Timestamp changed,
        Timestamp created,
        boolean hasCreated,
        long attributes,
        long mountId) {

    /** {@return the device as one number, in the encoding of Linux's {@code st_dev}} */
    public long device() {
        return encode(deviceMajor, deviceMinor);
    }

    /** {@return the device that the file is, in the encoding of Linux's {@code st_rdev}} */
    public long rawDevice() {
        return encode(rawDeviceMajor, rawDeviceMinor);
    }

    /** {@return whether the file is of that type, one of {@code S_IF*}} */
    public boolean isType(int type) {
        return (mode & StatMode.S_IFMT) == type;
    }

    /** The kernel's {@code new_encode_dev} in {@code linux/kdev_t.h}. */
    private static long encode(int major, int minor) {
        return Integer.toUnsignedLong((minor & 0xff) | (major << 8) | ((minor & ~0xff) << 12));
    }
}
