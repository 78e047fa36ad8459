package io.tombolo.host.posix.internal.linux;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.FileStatus;
import io.tombolo.host.posix.FileSystemStatus;
import io.tombolo.host.posix.HostMachine.MachineLoad;
import io.tombolo.host.posix.HostMachine.MachineName;
import io.tombolo.host.posix.LockRange;
import io.tombolo.host.posix.TerminalAttributes;
import io.tombolo.host.posix.Timestamp;
import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.internal.HostFlags;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Linux hosts on x86-64, whose values are the generic ones. */
public class LinuxAbi implements HostAbi {
    private static final ControlRequests REQUESTS = new ControlRequests(
            TermiosStruct.TCGETS,
            TermiosStruct.TCSETS,
            TermiosStruct.TIOCGWINSZ,
            TermiosStruct.TIOCSWINSZ,
            TermiosStruct.TIOCGPGRP,
            TermiosStruct.FIONREAD);

    private static final HostFlags FLAGS = new HostFlags() {};

    @Override
    public HostFlags flags() {
        return FLAGS;
    }

    @Override
    public int pageSize(HostCalls calls) {
        return 4096;
    }

    @Override
    public void createPipe(HostCalls calls, long address, int flags) {
        check(calls.call(SyscallNumbers.PIPE2, address, flags().open(flags)));
    }

    @Override
    public boolean hasEventCounters() {
        return true;
    }

    @Override
    public long readDirectory(HostCalls calls, int descriptor, long address, int size) {
        return calls.call(SyscallNumbers.GETDENTS64, descriptor, address, size);
    }

    @Override
    public int directoryEntryTypeOffset() {
        return Dirent64.OFF_TYPE;
    }

    @Override
    public int directoryEntryNameOffset() {
        return Dirent64.OFF_NAME;
    }

    @Override
    public int epollEventSize() {
        return EpollEvent.PACKED_SIZE;
    }

    @Override
    public int epollDataOffset() {
        return EpollEvent.PACKED_OFF_DATA;
    }

    @Override
    public ControlRequests controlRequests() {
        return REQUESTS;
    }

    @Override
    public void putLockRange(ByteBuffer memory, LockRange range) {
        memory.putShort(Flock.OFF_TYPE, (short) range.type());
        memory.putShort(Flock.OFF_WHENCE, (short) Fcntl.SEEK_SET);
        memory.putLong(Flock.OFF_START, range.start());
        memory.putLong(Flock.OFF_LEN, range.length());
        memory.putInt(Flock.OFF_PID, 0);
    }

    @Override
    public LockRange lockRange(ByteBuffer memory) {
        return new LockRange(
                memory.getShort(Flock.OFF_TYPE),
                memory.getLong(Flock.OFF_START),
                memory.getLong(Flock.OFF_LEN),
                memory.getInt(Flock.OFF_PID));
    }

    @Override
    public FileSystemStatus fileSystemStatus(ByteBuffer memory) {
        return new FileSystemStatus(
                memory.getLong(Statfs.OFF_TYPE),
                memory.getLong(Statfs.OFF_BSIZE),
                memory.getLong(Statfs.OFF_BLOCKS),
                memory.getLong(Statfs.OFF_BFREE),
                memory.getLong(Statfs.OFF_BAVAIL),
                memory.getLong(Statfs.OFF_FILES),
                memory.getLong(Statfs.OFF_FFREE),
                memory.getLong(Statfs.OFF_FSID),
                memory.getLong(Statfs.OFF_NAMELEN),
                memory.getLong(Statfs.OFF_FRSIZE),
                memory.getLong(Statfs.OFF_FLAGS));
    }

    @Override
    public MachineName name(HostCalls calls, ByteBuffer memory, long address) {
        check(calls.call(SyscallNumbers.UNAME, address));
        return new MachineName(
                name(memory, 0), name(memory, 1), name(memory, 2), name(memory, 3), name(memory, 4), name(memory, 5));
    }

    private static String name(ByteBuffer memory, int index) {
        byte[] field = new byte[Utsname.FIELD];
        memory.get(index * Utsname.FIELD, field);
        String padded = new String(field, StandardCharsets.UTF_8);
        return padded.substring(0, padded.indexOf('\0'));
    }

    @Override
    public MachineLoad load(HostCalls calls, ByteBuffer memory, long address) {
        check(calls.call(SyscallNumbers.SYSINFO, address));
        long unit = Integer.toUnsignedLong(memory.getInt(Sysinfo.OFF_MEM_UNIT));
        return new MachineLoad(
                memory.getLong(Sysinfo.OFF_UPTIME),
                memory.getLong(Sysinfo.OFF_LOADS),
                memory.getLong(Sysinfo.OFF_LOADS + Long.BYTES),
                memory.getLong(Sysinfo.OFF_LOADS + 2 * Long.BYTES),
                memory.getLong(Sysinfo.OFF_TOTALRAM) * unit,
                memory.getLong(Sysinfo.OFF_FREERAM) * unit,
                memory.getLong(Sysinfo.OFF_SHAREDRAM) * unit,
                memory.getLong(Sysinfo.OFF_BUFFERRAM) * unit,
                memory.getLong(Sysinfo.OFF_TOTALSWAP) * unit,
                memory.getLong(Sysinfo.OFF_FREESWAP) * unit,
                Short.toUnsignedInt(memory.getShort(Sysinfo.OFF_PROCS)));
    }

    @Override
    public void putTerminalAttributes(ByteBuffer memory, TerminalAttributes attributes) {
        memory.putInt(TermiosStruct.OFF_IFLAG, attributes.input());
        memory.putInt(TermiosStruct.OFF_OFLAG, attributes.output());
        memory.putInt(TermiosStruct.OFF_CFLAG, attributes.control());
        memory.putInt(TermiosStruct.OFF_LFLAG, attributes.local());
        memory.put(TermiosStruct.OFF_LINE, (byte) attributes.line());
        memory.put(TermiosStruct.OFF_CC, attributes.characters());
    }

    @Override
    public TerminalAttributes terminalAttributes(ByteBuffer memory) {
        byte[] characters = new byte[TerminalAttributes.CONTROL_CHARACTERS];
        memory.get(TermiosStruct.OFF_CC, characters);
        return new TerminalAttributes(
                memory.getInt(TermiosStruct.OFF_IFLAG),
                memory.getInt(TermiosStruct.OFF_OFLAG),
                memory.getInt(TermiosStruct.OFF_CFLAG),
                memory.getInt(TermiosStruct.OFF_LFLAG),
                memory.get(TermiosStruct.OFF_LINE),
                characters);
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
