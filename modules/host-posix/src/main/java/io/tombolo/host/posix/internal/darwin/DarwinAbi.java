package io.tombolo.host.posix.internal.darwin;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.FileStatus;
import io.tombolo.host.posix.FileSystemStatus;
import io.tombolo.host.posix.HostMachine.MachineLoad;
import io.tombolo.host.posix.HostMachine.MachineName;
import io.tombolo.host.posix.LockRange;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.TerminalAttributes;
import io.tombolo.host.posix.Timestamp;
import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.internal.HostFlags;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Darwin on AArch64. Not checked here. */
public final class DarwinAbi implements HostAbi {
    /** Of every Apple silicon machine. */
    private static final int PAGE_SIZE = 16384;

    private static final int UTSNAME_FIELD = 256;
    private static final int F_SETFD = 2;
    private static final int F_SETFL = 4;
    private static final int FD_CLOEXEC = 1;

    private static final HostFlags FLAGS = new DarwinFlags();

    private static final ControlRequests REQUESTS = new ControlRequests(
            DarwinTermios.TIOCGETA,
            DarwinTermios.TIOCSETA,
            DarwinTermios.TIOCGWINSZ,
            DarwinTermios.TIOCSWINSZ,
            DarwinTermios.TIOCGPGRP,
            DarwinTermios.FIONREAD);

    @Override
    public HostFlags flags() {
        return FLAGS;
    }

    @Override
    public int pageSize(HostCalls calls) {
        return PAGE_SIZE;
    }

    /** Darwin's {@code pipe} takes no flags, so they are set afterwards. */
    @Override
    public void createPipe(HostCalls calls, long address, int flags) {
        check(calls.call(SyscallNumbers.PIPE2, address));
        int read = NativeMemory.getInt(address);
        int write = NativeMemory.getInt(address + Integer.BYTES);
        for (int end : new int[] {read, write}) {
            if ((flags & Fcntl.O_CLOEXEC) != 0) {
                check(calls.call(SyscallNumbers.FCNTL, end, F_SETFD, FD_CLOEXEC));
            }
            if ((flags & Fcntl.O_NONBLOCK) != 0) {
                check(calls.call(SyscallNumbers.FCNTL, end, F_SETFL, DarwinFlags.O_NONBLOCK));
            }
        }
    }

    @Override
    public boolean hasEventCounters() {
        return false;
    }

    @Override
    public FileStatus status(HostCalls calls, int directory, long path, int flags, ByteBuffer memory, long address) {
        check(
                (flags & Fcntl.AT_EMPTY_PATH) != 0
                        ? calls.call(SyscallNumbers.FSTAT, directory, address)
                        : calls.call(SyscallNumbers.NEWFSTATAT, directory, path, address, FLAGS.lookup(flags)));
        int device = memory.getInt(Stat.OFF_DEV);
        int rawDevice = memory.getInt(Stat.OFF_RDEV);
        return new FileStatus(
                major(device),
                minor(device),
                memory.getLong(Stat.OFF_INO),
                Short.toUnsignedInt(memory.getShort(Stat.OFF_MODE)),
                Short.toUnsignedInt(memory.getShort(Stat.OFF_NLINK)),
                memory.getInt(Stat.OFF_UID),
                memory.getInt(Stat.OFF_GID),
                major(rawDevice),
                minor(rawDevice),
                memory.getLong(Stat.OFF_SIZE),
                memory.getInt(Stat.OFF_BLKSIZE),
                memory.getLong(Stat.OFF_BLOCKS),
                timestamp(memory, Stat.OFF_ATIME),
                timestamp(memory, Stat.OFF_MTIME),
                timestamp(memory, Stat.OFF_CTIME),
                timestamp(memory, Stat.OFF_BIRTHTIME),
                true,
                0,
                0);
    }

    private static int major(int device) {
        return device >>> 24;
    }

    private static int minor(int device) {
        return device & 0xffffff;
    }

    private static Timestamp timestamp(ByteBuffer memory, int offset) {
        return new Timestamp(memory.getLong(offset), memory.getLong(offset + Long.BYTES));
    }

    @Override
    public FileSystemStatus fileSystemStatus(ByteBuffer memory) {
        long blockSize = Integer.toUnsignedLong(memory.getInt(Statfs.OFF_BSIZE));
        return new FileSystemStatus(
                Integer.toUnsignedLong(memory.getInt(Statfs.OFF_TYPE)),
                blockSize,
                memory.getLong(Statfs.OFF_BLOCKS),
                memory.getLong(Statfs.OFF_BFREE),
                memory.getLong(Statfs.OFF_BAVAIL),
                memory.getLong(Statfs.OFF_FILES),
                memory.getLong(Statfs.OFF_FFREE),
                memory.getLong(Statfs.OFF_FSID),
                255,
                blockSize,
                0);
    }

    @Override
    public long readDirectory(HostCalls calls, int descriptor, long address, int size) {
        return calls.call(SyscallNumbers.GETDENTS64, descriptor, address, size);
    }

    @Override
    public int directoryEntryTypeOffset() {
        return Dirent.OFF_TYPE;
    }

    @Override
    public int directoryEntryNameOffset() {
        return Dirent.OFF_NAME;
    }

    @Override
    public void putLockRange(ByteBuffer memory, LockRange range) {
        memory.putLong(Flock.OFF_START, range.start());
        memory.putLong(Flock.OFF_LEN, range.length());
        memory.putInt(Flock.OFF_PID, 0);
        memory.putShort(Flock.OFF_TYPE, hostLockType(range.type()));
        memory.putShort(Flock.OFF_WHENCE, (short) Fcntl.SEEK_SET);
    }

    private static short hostLockType(int type) {
        return switch (type) {
            case Fcntl.F_RDLCK -> Flock.F_RDLCK;
            case Fcntl.F_WRLCK -> Flock.F_WRLCK;
            case Fcntl.F_UNLCK -> Flock.F_UNLCK;
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    @Override
    public LockRange lockRange(ByteBuffer memory) {
        int type = switch (memory.getShort(Flock.OFF_TYPE)) {
            case Flock.F_RDLCK -> Fcntl.F_RDLCK;
            case Flock.F_WRLCK -> Fcntl.F_WRLCK;
            default -> Fcntl.F_UNLCK;
        };
        return new LockRange(
                type, memory.getLong(Flock.OFF_START), memory.getLong(Flock.OFF_LEN), memory.getInt(Flock.OFF_PID));
    }

    @Override
    public int epollEventSize() {
        throw ErrnoException.of(Errno.ENOSYS);
    }

    @Override
    public int epollDataOffset() {
        throw ErrnoException.of(Errno.ENOSYS);
    }

    @Override
    public MachineName name(HostCalls calls, ByteBuffer memory, long address) {
        check(calls.call(SyscallNumbers.UNAME, address));
        return new MachineName(name(memory, 0), name(memory, 1), name(memory, 2), name(memory, 3), name(memory, 4), "");
    }

    private static String name(ByteBuffer memory, int index) {
        byte[] field = new byte[UTSNAME_FIELD];
        memory.get(index * UTSNAME_FIELD, field);
        String padded = new String(field, StandardCharsets.UTF_8);
        return padded.substring(0, padded.indexOf('\0'));
    }

    @Override
    public MachineLoad load(HostCalls calls, ByteBuffer memory, long address) {
        throw ErrnoException.of(Errno.ENOSYS);
    }

    @Override
    public ControlRequests controlRequests() {
        return REQUESTS;
    }

    @Override
    public void putTerminalAttributes(ByteBuffer memory, TerminalAttributes attributes) {
        DarwinTermios.put(memory, attributes);
    }

    @Override
    public TerminalAttributes terminalAttributes(ByteBuffer memory) {
        return DarwinTermios.get(memory);
    }
}
