package io.tombolo.host.posix.internal;

import io.tombolo.host.posix.FileStatus;
import io.tombolo.host.posix.FileSystemStatus;
import io.tombolo.host.posix.HostMachine.MachineLoad;
import io.tombolo.host.posix.HostMachine.MachineName;
import io.tombolo.host.posix.LockRange;
import io.tombolo.host.posix.TerminalAttributes;
import io.tombolo.host.posix.spi.HostCalls;
import java.nio.ByteBuffer;

/**
 * Where hosts differ in flags and structure layouts. Numbers on the caller's side are those of Linux's {@code
 * asm-generic} headers. Structures are read from and written to offset 0 of direct memory in native byte order, of at
 * least {@link #MEMORY} bytes; a method that makes a call gets the memory's address too. Stateless and thread-safe.
 */
public interface HostAbi {
    /** How much memory the structures of any host need: Darwin's {@code struct statfs} is the largest. */
    int MEMORY = 4096;

    /** {@return how the host numbers flags} */
    HostFlags flags();

    /** {@return the size of a page of memory in bytes} */
    int pageSize(HostCalls calls);

    /**
     * Makes a pipe and leaves its two descriptors, four bytes each, at the address.
     *
     * @throws io.tombolo.core.spi.ErrnoException as pipe2(2) says
     */
    void createPipe(HostCalls calls, long address, int flags);

    /** {@return whether the host has event counters, so that a wake-up needs no pipe} */
    boolean hasEventCounters();

    /**
     * Asks for a file's status.
     *
     * @param directory a descriptor, or {@code AT_FDCWD}
     * @param path address of the path
     * @param flags of {@code AT_*}, generic; {@code AT_EMPTY_PATH} with an empty path asks about {@code directory}
     *     itself
     * @throws io.tombolo.core.spi.ErrnoException as stat(2) says
     */
    FileStatus status(HostCalls calls, int directory, long path, int flags, ByteBuffer memory, long address);

    /** {@return what a {@code struct statfs} says} */
    FileSystemStatus fileSystemStatus(ByteBuffer memory);

    /** Reads directory entries as getdents64(2) does; answers the bytes read, 0 at the end, or the negative errno. */
    long readDirectory(HostCalls calls, int descriptor, long address, int size);

    /** {@return where an entry has its type} */
    int directoryEntryTypeOffset();

    /** {@return where an entry has its name} */
    int directoryEntryNameOffset();

    /** Writes a {@code struct flock}. */
    void putLockRange(ByteBuffer memory, LockRange range);

    /** {@return what a {@code struct flock} says} */
    LockRange lockRange(ByteBuffer memory);

    /** {@return the size of a {@code struct epoll_event}} */
    int epollEventSize();

    /** {@return where a {@code struct epoll_event} has its data} */
    int epollDataOffset();

    /** {@return what the host calls itself} */
    MachineName name(HostCalls calls, ByteBuffer memory, long address);

    /** {@return the host's memory and load} */
    MachineLoad load(HostCalls calls, ByteBuffer memory, long address);

    /** {@return the host's requests of ioctl(2)} */
    ControlRequests controlRequests();

    /** Writes a {@code struct termios}. */
    void putTerminalAttributes(ByteBuffer memory, TerminalAttributes attributes);

    /** {@return what a {@code struct termios} says} */
    TerminalAttributes terminalAttributes(ByteBuffer memory);

    /**
     * The numbers of the requests of ioctl(2) that the rooms make.
     *
     * @param getAttributes reads a {@code struct termios}
     * @param setAttributes writes one at once; the next two numbers do so after output, and with discarded input
     * @param getWindowSize reads a {@code struct winsize}
     * @param setWindowSize writes one
     * @param getForegroundGroup reads a process group
     * @param available reads how many bytes can be read
     */
    record ControlRequests(
            long getAttributes,
            long setAttributes,
            long getWindowSize,
            long setWindowSize,
            long getForegroundGroup,
            long available) {}
}
