package io.tombolo.fs.internal.host;

import io.tombolo.core.abi.Architecture;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.host.posix.StatMode;
import java.nio.ByteBuffer;

/**
 * What stat(2) and statx(2) tell of a file. Mutable, so that a thread can fill the same one for each call; every field is
 * as {@code struct statx} has it.
 */
public final class FileAttributes {
    /** {@code STATX_BASIC_STATS}. */
    private static final int BASIC = 0x7ff;
    /** {@code STATX_BTIME}. */
    private static final int BIRTH = 0x800;
    /** {@code STATX_MNT_ID}. */
    private static final int MOUNT_ID = 0x1000;

    /** What is asked of the host. */
    static final int WANTED = BASIC | BIRTH | MOUNT_ID;

    private static final int STATX_SIZE = 256;
    private static final int AARCH64_STAT_SIZE = 128;
    private static final int X86_64_STAT_SIZE = 144;

    /** Which fields are known ({@code STATX_*}). */
    public int mask = BASIC;
    /** Preferred size of a transfer. */
    public int blockSize = 4096;
    /** {@code STATX_ATTR_*}. */
    public long attributes;
    /** Which of them the file system knows. */
    public long attributesMask;
    /** Hard links. */
    public int links = 1;
    /** Owner. */
    public int user;
    /** Group. */
    public int group;
    /** Type and permission bits. */
    public int mode;
    /** Inode number. */
    public long inode;
    /** Bytes. */
    public long size;
    /** Allocated, in units of 512 bytes. */
    public long blocks;
    /** Seconds of the last access. */
    public long accessSeconds;
    /** Nanoseconds of the last access. */
    public int accessNanos;
    /** Seconds of birth. */
    public long birthSeconds;
    /** Nanoseconds of birth. */
    public int birthNanos;
    /** Seconds of the last change of the inode. */
    public long changeSeconds;
    /** Nanoseconds of the last change of the inode. */
    public int changeNanos;
    /** Seconds of the last change of the contents. */
    public long modifySeconds;
    /** Nanoseconds of the last change of the contents. */
    public int modifyNanos;
    /** Major number of the device that the file is. */
    public int rawMajor;
    /** Its minor number. */
    public int rawMinor;
    /** Major number of the device that holds the file. */
    public int deviceMajor;
    /** Its minor number. */
    public int deviceMinor;
    /** Identifies the mount. */
    public long mountId;

    /** All zero, as of a file that is nowhere. */
    public FileAttributes() {}

    /** Takes over what the host wrote to a {@code struct statx}. */
    void load(ByteBuffer statx) {
        mask = statx.getInt(0);
        blockSize = statx.getInt(4);
        attributes = statx.getLong(8);
        links = statx.getInt(16);
        user = statx.getInt(20);
        group = statx.getInt(24);
        mode = Short.toUnsignedInt(statx.getShort(28));
        inode = statx.getLong(32);
        size = statx.getLong(40);
        blocks = statx.getLong(48);
        attributesMask = statx.getLong(56);
        accessSeconds = statx.getLong(64);
        accessNanos = statx.getInt(72);
        birthSeconds = statx.getLong(80);
        birthNanos = statx.getInt(88);
        changeSeconds = statx.getLong(96);
        changeNanos = statx.getInt(104);
        modifySeconds = statx.getLong(112);
        modifyNanos = statx.getInt(120);
        rawMajor = statx.getInt(128);
        rawMinor = statx.getInt(132);
        deviceMajor = statx.getInt(136);
        deviceMinor = statx.getInt(140);
        mountId = statx.getLong(144);
    }

    /** Makes it a file of a synthetic file system, with the three times alike. */
    public void synthetic(int typeAndPermissions, int minor, long inodeNumber, long seconds) {
        mask = BASIC;
        blockSize = 1024;
        attributes = 0;
        attributesMask = 0;
        links = (typeAndPermissions & StatMode.S_IFMT) == StatMode.S_IFDIR ? 2 : 1;
        user = 0;
        group = 0;
        mode = typeAndPermissions;
        inode = inodeNumber;
        size = 0;
        blocks = 0;
        accessSeconds = seconds;
        modifySeconds = seconds;
        changeSeconds = seconds;
        accessNanos = 0;
        modifyNanos = 0;
        changeNanos = 0;
        rawMajor = 0;
        rawMinor = 0;
        deviceMajor = 0;
        deviceMinor = minor;
        mountId = minor;
    }

    /** The device as one number, as {@code st_dev} has it. */
    public long device() {
        return encode(deviceMajor, deviceMinor);
    }

    /** The device that the file is, as {@code st_rdev} has it. */
    public long rawDevice() {
        return encode(rawMajor, rawMinor);
    }

    /** Whether the file is of a type, one of {@code S_IF*}. */
    public boolean isType(int type) {
        return (mode & StatMode.S_IFMT) == type;
    }

    /** {@code new_encode_dev} of {@code linux/kdev_t.h}. */
    private static long encode(int major, int minor) {
        return Integer.toUnsignedLong((minor & 0xff) | (major << 8) | ((minor & ~0xff) << 12));
    }

    /** Writes the guest architecture's {@code struct stat}. */
    public void writeStat(GuestMemory memory, long address, Architecture architecture, Scratch scratch) {
        if (architecture == Architecture.AARCH64) {
            writeGenericStat(scratch.heap());
            memory.copyOut(address, scratch.heapBytes(), 0, AARCH64_STAT_SIZE);
        } else {
            writeX8664Stat(scratch.heap());
            memory.copyOut(address, scratch.heapBytes(), 0, X86_64_STAT_SIZE);
        }
    }

    /** {@code asm-generic/stat.h}. */
    private void writeGenericStat(ByteBuffer to) {
        to.putLong(0, device());
        to.putLong(8, inode);
        to.putInt(16, mode);
        to.putInt(20, links);
        to.putInt(24, user);
        to.putInt(28, group);
        to.putLong(32, rawDevice());
        to.putLong(40, 0);
        to.putLong(48, size);
        to.putInt(56, blockSize);
        to.putInt(60, 0);
        writeBlocksAndTimes(to);
        to.putLong(120, 0);
    }

    /** {@code arch/x86/include/uapi/asm/stat.h}. */
    private void writeX8664Stat(ByteBuffer to) {
        to.putLong(0, device());
        to.putLong(8, inode);
        to.putLong(16, Integer.toUnsignedLong(links));
        to.putInt(24, mode);
        to.putInt(28, user);
        to.putInt(32, group);
        to.putInt(36, 0);
        to.putLong(40, rawDevice());
        to.putLong(48, size);
        to.putLong(56, blockSize);
        writeBlocksAndTimes(to);
        to.putLong(120, 0);
        to.putLong(128, 0);
        to.putLong(136, 0);
    }

    private void writeBlocksAndTimes(ByteBuffer to) {
        to.putLong(64, blocks);
        to.putLong(72, accessSeconds);
        to.putLong(80, accessNanos);
        to.putLong(88, modifySeconds);
        to.putLong(96, modifyNanos);
        to.putLong(104, changeSeconds);
        to.putLong(112, changeNanos);
    }

    /** Writes {@code struct statx}, the same on every architecture. */
    public void writeStatx(GuestMemory memory, long address, Scratch scratch) {
        ByteBuffer to = scratch.heap();
        for (int offset = 0; offset < STATX_SIZE; offset += Long.BYTES) {
            to.putLong(offset, 0);
        }
        to.putInt(0, mask);
        to.putInt(4, blockSize);
        to.putLong(8, attributes);
        to.putInt(16, links);
        to.putInt(20, user);
        to.putInt(24, group);
        to.putShort(28, (short) mode);
        to.putLong(32, inode);
        to.putLong(40, size);
        to.putLong(48, blocks);
        to.putLong(56, attributesMask);
        writeTime(to, 64, accessSeconds, accessNanos);
        if ((mask & BIRTH) != 0) {
            writeTime(to, 80, birthSeconds, birthNanos);
        }
        writeTime(to, 96, changeSeconds, changeNanos);
        writeTime(to, 112, modifySeconds, modifyNanos);
        to.putInt(128, rawMajor);
        to.putInt(132, rawMinor);
        to.putInt(136, deviceMajor);
        to.putInt(140, deviceMinor);
        to.putLong(144, mountId);
        memory.copyOut(address, scratch.heapBytes(), 0, STATX_SIZE);
    }

    private static void writeTime(ByteBuffer to, int offset, long seconds, int nanos) {
        to.putLong(offset, seconds);
        to.putInt(offset + Long.BYTES, nanos);
    }
}
