package io.tombolo.host.posix.internal.linux;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.host.posix.FileStatus;
import io.tombolo.host.posix.Timestamp;
import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.nio.ByteBuffer;

/** Linux hosts. x86-64 uses the generic values; AArch64 differs in four open flags. */
public enum LinuxAbi implements HostAbi {
    /** Linux on x86-64. */
    X86_64,

    /** Linux on AArch64. */
    AARCH64 {
        @Override
        public int toHostOpenFlags(int flags) {
            return Aarch64OpenFlags.fromGeneric(flags);
        }

        @Override
        public int fromHostOpenFlags(int flags) {
            return Aarch64OpenFlags.toGeneric(flags);
        }

        @Override
        public int pageSize(HostCalls calls) {
            return AuxiliaryVector.pageSize(calls);
        }
    };

    @Override
    public int toHostOpenFlags(int flags) {
        return flags;
    }

    @Override
    public int fromHostOpenFlags(int flags) {
        return flags;
    }

    @Override
    public int toHostAtFlags(int flags) {
        return flags;
    }

    @Override
    public int toHostMapFlags(int flags) {
        return flags;
    }

    @Override
    public int pageSize(HostCalls calls) {
        return 4096;
    }

    @Override
    public FileStatus status(HostCalls calls, int directory, long path, int flags, ByteBuffer memory, long address) {
        int mask = Statx.STATX_BASIC_STATS | Statx.STATX_BTIME | Statx.STATX_MNT_ID;
        check(calls.call(SyscallNumbers.STATX, directory, path, flags, mask, address));
        return new FileStatus(
                memory.getInt(Statx.OFF_DEV_MAJOR),
                memory.getInt(Statx.OFF_DEV_MINOR),
                memory.getLong(Statx.OFF_INO),
                Short.toUnsignedInt(memory.getShort(Statx.OFF_MODE)),
                Integer.toUnsignedLong(memory.getInt(Statx.OFF_NLINK)),
                memory.getInt(Statx.OFF_UID),
                memory.getInt(Statx.OFF_GID),
                memory.getInt(Statx.OFF_RDEV_MAJOR),
                memory.getInt(Statx.OFF_RDEV_MINOR),
                memory.getLong(Statx.OFF_SIZE),
                memory.getInt(Statx.OFF_BLKSIZE),
                memory.getLong(Statx.OFF_BLOCKS),
                timestamp(memory, Statx.OFF_ATIME),
                timestamp(memory, Statx.OFF_MTIME),
                timestamp(memory, Statx.OFF_CTIME),
                timestamp(memory, Statx.OFF_BTIME),
                (memory.getInt(Statx.OFF_MASK) & Statx.STATX_BTIME) != 0,
                memory.getLong(Statx.OFF_ATTRIBUTES),
                memory.getLong(Statx.OFF_MNT_ID));
    }

    private static Timestamp timestamp(ByteBuffer memory, int offset) {
        return new Timestamp(memory.getLong(offset + Statx.OFF_TV_SEC), memory.getInt(offset + Statx.OFF_TV_NSEC));
    }
}
