package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.nio.charset.StandardCharsets;

/**
 * What the host does with names: open, look up, make, link, rename, remove. A path is bytes without a terminator,
 * relative to a directory descriptor or to {@link Fcntl#AT_FDCWD}; one of 4096 bytes or more is {@code ENAMETOOLONG},
 * one with a zero in it {@code EINVAL}. Errors are thrown as {@link io.tombolo.core.spi.ErrnoException}, as the call's
 * section of the Linux manual names them. Thread-safe.
 */
public final class HostPaths {
    /** {@code struct open_how} of openat2(2): flags, mode, resolve, eight bytes each. */
    private static final int OPEN_HOW_SIZE = 24;

    private final HostCalls calls;
    private final HostAbi abi;

    HostPaths(HostCalls calls, HostAbi abi) {
        this.calls = calls;
        this.abi = abi;
    }

    /** {@return the bytes of a Java string as the host's file names have them: UTF-8} */
    public static byte[] bytes(String path) {
        return path.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Opens: {@code openat(2)}.
     *
     * @param flags of {@code O_*} in {@link Fcntl}; {@code O_CLOEXEC} is not added by itself
     * @param mode permission bits of a new file; the Java process's umask applies
     * @return a descriptor, which the caller closes
     */
    public int open(int directory, byte[] path, int flags, int mode) {
        return (int) check(rawOpen(directory, path, flags, mode));
    }

    /** {@link #open} that answers the negative errno. */
    public long rawOpen(int directory, byte[] path, int flags, int mode) {
        return calls.call(
                SyscallNumbers.OPENAT,
                directory,
                NativeScratch.current().path(path),
                abi.flags().open(flags),
                mode);
    }

    /**
     * Opens under rules for the walk: {@code openat2(2)}.
     *
     * @param resolve of {@code RESOLVE_*} in {@link Fcntl}
     * @return a descriptor; throws {@code ENOSYS} on a host without the call, {@code EXDEV} or {@code ELOOP} when the
     *     walk breaks a rule
     */
    public int openResolving(int directory, byte[] path, int flags, int mode, int resolve) {
        NativeScratch memory = NativeScratch.current();
        memory.structures().putLong(0, Integer.toUnsignedLong(abi.flags().open(flags)));
        memory.structures().putLong(8, mode);
        memory.structures().putLong(16, resolve);
        return (int) check(
                calls.call(SyscallNumbers.OPENAT2, directory, memory.path(path), memory.address(), OPEN_HOW_SIZE));
    }

    /**
     * What the host knows about a name: {@code newfstatat(2)}.
     *
     * @param flags of {@code AT_SYMLINK_NOFOLLOW}, {@code AT_EMPTY_PATH}, {@code AT_NO_AUTOMOUNT}
     */
    public FileStatus status(int directory, byte[] path, int flags) {
        NativeScratch memory = NativeScratch.current();
        return abi.status(calls, directory, memory.path(path), flags, memory.structures(), memory.address());
    }

    /** The target of a symbolic link: {@code readlinkat(2)}; {@code EINVAL} if it is none. */
    public byte[] readLink(int directory, byte[] path) {
        NativeScratch memory = NativeScratch.current();
        long target = memory.secondPath(new byte[0]);
        int length = (int) check(
                calls.call(SyscallNumbers.READLINKAT, directory, memory.path(path), target, NativeScratch.PATH_LIMIT));
        return memory.secondPathBytes(length);
    }

    /** Makes a hard link: {@code linkat(2)}; {@code flags} of {@code AT_SYMLINK_FOLLOW}, {@code AT_EMPTY_PATH}. */
    public void link(int oldDirectory, byte[] oldPath, int newDirectory, byte[] newPath, int flags) {
        NativeScratch memory = NativeScratch.current();
        check(calls.call(
                SyscallNumbers.LINKAT,
                oldDirectory,
                memory.path(oldPath),
                newDirectory,
                memory.secondPath(newPath),
                abi.flags().lookup(flags)));
    }

    /** Makes a symbolic link: {@code symlinkat(2)}. */
    public void symbolicLink(byte[] target, int directory, byte[] path) {
        NativeScratch memory = NativeScratch.current();
        check(calls.call(SyscallNumbers.SYMLINKAT, memory.path(target), directory, memory.secondPath(path)));
    }

    /** Removes a name: {@code unlinkat(2)}; with {@code AT_REMOVEDIR} an empty directory. */
    public void unlink(int directory, byte[] path, int flags) {
        check(calls.call(
                SyscallNumbers.UNLINKAT,
                directory,
                NativeScratch.current().path(path),
                abi.flags().unlink(flags)));
    }

    /** Renames: {@code renameat2(2)}; {@code flags} of {@code RENAME_*}. */
    public void rename(int oldDirectory, byte[] oldPath, int newDirectory, byte[] newPath, int flags) {
        NativeScratch memory = NativeScratch.current();
        check(calls.call(
                SyscallNumbers.RENAMEAT2,
                oldDirectory,
                memory.path(oldPath),
                newDirectory,
                memory.secondPath(newPath),
                abi.flags().rename(flags)));
    }

    /**
     * A cursor over an open directory.
     *
     * @param descriptor opened for reading; it stays the caller's
     */
    public DirectoryEntries entries(int descriptor) {
        return new DirectoryEntries(calls, abi, descriptor);
    }

    /** Makes a directory: {@code mkdirat(2)}; the Java process's umask applies. */
    public void makeDirectory(int directory, byte[] path, int mode) {
        check(calls.call(
                SyscallNumbers.MKDIRAT, directory, NativeScratch.current().path(path), mode));
    }

    /**
     * Makes a named pipe, socket, device node or plain file: {@code mknodat(2)}.
     *
     * @param mode file type and permission bits
     * @param device in the encoding of {@link FileStatus#rawDevice}; 0 unless a device node is made
     */
    public void makeNode(int directory, byte[] path, int mode, long device) {
        check(calls.call(
                SyscallNumbers.MKNODAT, directory, NativeScratch.current().path(path), mode, device));
    }

    /** Sets permission bits of what the name, followed, stands for: {@code fchmodat(2)}. */
    public void setMode(int directory, byte[] path, int mode) {
        check(calls.call(
                SyscallNumbers.FCHMODAT, directory, NativeScratch.current().path(path), mode));
    }

    /** Sets owner and group, -1 to keep one: {@code fchownat(2)}. */
    public void setOwner(int directory, byte[] path, int userId, int groupId, int flags) {
        check(calls.call(
                SyscallNumbers.FCHOWNAT,
                directory,
                NativeScratch.current().path(path),
                userId,
                groupId,
                abi.flags().lookup(flags)));
    }

    /** Sets the times of access and modification: {@code utimensat(2)}. */
    public void setTimes(int directory, byte[] path, Timestamp accessed, Timestamp modified, int flags) {
        NativeScratch memory = NativeScratch.current();
        setTimes(
                directory,
                memory.path(path),
                memory,
                accessed,
                modified,
                abi.flags().lookup(flags));
    }

    /** Sets the times of an open file: {@code futimens(3)}. */
    public void setTimes(int descriptor, Timestamp accessed, Timestamp modified) {
        setTimes(descriptor, 0, NativeScratch.current(), accessed, modified, 0);
    }

    private void setTimes(
            int directory, long path, NativeScratch memory, Timestamp accessed, Timestamp modified, int flags) {
        memory.structures().putLong(0, accessed.seconds());
        memory.structures().putLong(8, accessed.nanoseconds());
        memory.structures().putLong(16, modified.seconds());
        memory.structures().putLong(24, modified.nanoseconds());
        check(calls.call(SyscallNumbers.UTIMENSAT, directory, path, memory.address(), flags));
    }

    /**
     * Whether the Java process may do that: {@code faccessat2(2)}.
     *
     * @param mode of {@code R_OK} 4, {@code W_OK} 2, {@code X_OK} 1
     * @param flags of {@code AT_EACCESS}, {@code AT_SYMLINK_NOFOLLOW}, {@code AT_EMPTY_PATH}
     */
    public void checkAccess(int directory, byte[] path, int mode, int flags) {
        long address = NativeScratch.current().path(path);
        check(
                flags == 0
                        ? calls.call(SyscallNumbers.FACCESSAT, directory, address, mode)
                        : calls.call(
                                SyscallNumbers.FACCESSAT2,
                                directory,
                                address,
                                mode,
                                abi.flags().access(flags)));
    }
}
