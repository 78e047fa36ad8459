package io.tombolo.host.posix.internal;

import io.tombolo.host.posix.FileStatus;
import io.tombolo.host.posix.spi.HostCalls;
import java.nio.ByteBuffer;

/**
 * Where hosts differ in flags and structure layouts. Numbers on the caller's side are those of Linux's {@code asm-generic} headers.
 * Methods that make a call get memory for their structures: a direct buffer of at least 1 KiB in native byte order, and its address.
 * Stateless and thread-safe.
 */
public interface HostAbi {
    /** {@return the host's value of {@code O_*} flags} */
    int toHostOpenFlags(int flags);

    /** {@return the generic value of the host's {@code O_*} flags} */
    int fromHostOpenFlags(int flags);

    /** {@return the host's value of {@code AT_*} flags} */
    int toHostAtFlags(int flags);

    /** {@return the host's value of {@code MAP_*} flags} */
    int toHostMapFlags(int flags);

    /** {@return the size of a page of memory in bytes} */
    int pageSize(HostCalls calls);

    /**
     * Asks for a file's status.
     *
     * @param directory a descriptor, or {@code AT_FDCWD}
     * @param path address of the path
     * @param flags of {@code AT_*}, generic; {@code AT_EMPTY_PATH} with an empty path asks about {@code directory} itself
     * @throws io.tombolo.core.spi.ErrnoException as stat(2) says
     */
    FileStatus status(HostCalls calls, int directory, long path, int flags, ByteBuffer memory, long address);
}
