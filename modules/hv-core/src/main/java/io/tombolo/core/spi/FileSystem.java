package io.tombolo.core.spi;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;

/**
 * The service of role {@code fs}: what other modules need of files. Paths are guest paths, one character a byte (ISO
 * 8859-1).
 */
public interface FileSystem {
    /** The context of the first process: root, working directory and umask as the options say. */
    FileSystemContext createContext();

    /**
     * Opens a file on behalf of a task, as openat(2).
     *
     * @param directory a descriptor of the task, or {@code AT_FDCWD}
     */
    OpenFile open(Task task, int directory, String path, int flags, int mode);

    /**
     * Opens a program for {@code execve}: a regular file with execute permission, on a file system that allows it.
     *
     * @param flags {@code AT_EMPTY_PATH}, {@code AT_SYMLINK_NOFOLLOW}
     * @throws ErrnoException {@code EACCES}, {@code ENOENT}, {@code ENOTDIR}, {@code ELOOP}...
     */
    OpenFile openProgram(Task task, int directory, String path, int flags);

    /**
     * An open file over a descriptor of the embedding process, such as its standard input.
     *
     * @param hostDescriptor borrowed: it is not closed
     */
    OpenFile standardStream(int hostDescriptor);

    /**
     * An open file over a host descriptor, such as that of a memory file, which it takes over unless this throws.
     *
     * @param statusFlags access mode and status flags, as {@code F_GETFL} shows them
     * @throws ErrnoException {@code ENOSYS} if this file system cannot
     */
    default OpenFile adopt(int hostDescriptor, int statusFlags) {
        throw ErrnoException.of(Errno.ENOSYS);
    }

    /**
     * Makes the name of a socket of AF_UNIX, as bind(2) does.
     *
     * @param path a guest path, relative to the task's working directory unless it is absolute
     * @param maker makes the last component in the host's directory that the rest of the path leads to
     * @throws ErrnoException {@code EEXIST}, {@code EROFS}, {@code ENOENT}..., what the maker throws; {@code ENOSYS} if this
     *     file system cannot
     */
    default void makeSocket(Task task, String path, SocketMaker maker) {
        throw ErrnoException.of(Errno.ENOSYS);
    }

    /** Gives a host socket a name. */
    @FunctionalInterface
    interface SocketMaker {
        /**
         * Makes the name.
         *
         * @param hostDirectory a descriptor of the host's, open during the call only
         * @param name one component
         */
        void make(int hostDirectory, byte[] name);
    }
}
