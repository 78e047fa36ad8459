package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * Reads, writes and measures open files of the host. A descriptor is the host's own; memory is named by host address.
 * Each method throws {@link io.tombolo.core.spi.ErrnoException} with the error that its section of the Linux manual
 * names, except those whose name starts with {@code raw}: they answer the negative errno and are for paths that meet
 * errors often. Thread-safe.
 */
public final class HostFiles {
    private static final byte[] EMPTY = {};

    private final HostCalls calls;
    private final HostAbi abi;

    HostFiles(HostCalls calls, HostAbi abi) {
        this.calls = calls;
        this.abi = abi;
    }

    /** Closes a descriptor; see close(2). The descriptor is gone even if an error is thrown. */
    public void close(int descriptor) {
        check(calls.call(SyscallNumbers.CLOSE, descriptor));
    }

    /** As {@link #close}, where an error has nobody to go to: nothing was written through the descriptor. */
    public void closeQuietly(int descriptor) {
        calls.call(SyscallNumbers.CLOSE, descriptor);
    }

    /** Reads at the file offset: {@code read(2)}. Answers the number of bytes, 0 at the end, or the negative errno. */
    public long rawRead(int descriptor, long address, long length) {
        return calls.call(SyscallNumbers.READ, descriptor, address, length);
    }

    /**
     * Writes at the file offset: {@code write(2)}. Answers the number of bytes, which may be short, or the negative
     * errno.
     */
    public long rawWrite(int descriptor, long address, long length) {
        return calls.call(SyscallNumbers.WRITE, descriptor, address, length);
    }

    /** Reads at a position and leaves the file offset: {@code pread64(2)}. */
    public long rawReadAt(int descriptor, long address, long length, long position) {
        return calls.call(SyscallNumbers.PREAD64, descriptor, address, length, position);
    }

    /** Writes at a position and leaves the file offset: {@code pwrite64(2)}. */
    public long rawWriteAt(int descriptor, long address, long length, long position) {
        return calls.call(SyscallNumbers.PWRITE64, descriptor, address, length, position);
    }

    /**
     * Reads into several pieces of memory: {@code readv(2)}.
     *
     * @param vectors the address of {@code count} pairs of address and length, eight bytes each
     */
    public long rawReadVector(int descriptor, long vectors, int count) {
        return calls.call(SyscallNumbers.READV, descriptor, vectors, count);
    }

    /** Writes several pieces of memory: {@code writev(2)}. */
    public long rawWriteVector(int descriptor, long vectors, int count) {
        return calls.call(SyscallNumbers.WRITEV, descriptor, vectors, count);
    }

    /**
     * Reads into several pieces: {@code preadv2(2)}.
     *
     * @param position in the file, or -1 for the file offset, which then moves
     * @param flags of {@code RWF_*}
     */
    public long rawReadVectorAt(int descriptor, long vectors, int count, long position, int flags) {
        return calls.call(SyscallNumbers.PREADV2, descriptor, vectors, count, position, 0, flags);
    }

    /** Writes several pieces: {@code pwritev2(2)}; see {@link #rawReadVectorAt}. */
    public long rawWriteVectorAt(int descriptor, long vectors, int count, long position, int flags) {
        return calls.call(SyscallNumbers.PWRITEV2, descriptor, vectors, count, position, 0, flags);
    }

    /** {@link #rawRead} that throws. */
    public long read(int descriptor, long address, long length) {
        return check(rawRead(descriptor, address, length));
    }

    /** {@link #rawWrite} that throws. */
    public long write(int descriptor, long address, long length) {
        return check(rawWrite(descriptor, address, length));
    }

    /** {@link #rawReadAt} that throws. */
    public long readAt(int descriptor, long address, long length, long position) {
        return check(rawReadAt(descriptor, address, length, position));
    }

    /** {@link #rawWriteAt} that throws. */
    public long writeAt(int descriptor, long address, long length, long position) {
        return check(rawWriteAt(descriptor, address, length, position));
    }

    /**
     * Moves the file offset: {@code lseek(2)}.
     *
     * @param whence one of {@code SEEK_*} in {@link Fcntl}
     * @return the new offset
     */
    public long seek(int descriptor, long offset, int whence) {
        return check(
                calls.call(SyscallNumbers.LSEEK, descriptor, offset, abi.flags().whence(whence)));
    }

    /** What the host knows about an open file: {@code fstat(2)}. Works on {@code O_PATH} descriptors too. */
    public FileStatus status(int descriptor) {
        NativeScratch memory = NativeScratch.current();
        return abi.status(
                calls, descriptor, memory.path(EMPTY), Fcntl.AT_EMPTY_PATH, memory.structures(), memory.address());
    }

    /** Sets the length: {@code ftruncate(2)}. */
    public void truncate(int descriptor, long length) {
        check(calls.call(SyscallNumbers.FTRUNCATE, descriptor, length));
    }

    /**
     * Allocates, frees or moves blocks: {@code fallocate(2)}.
     *
     * @param mode of {@code FALLOC_FL_*} in {@link Fcntl}
     */
    public void allocate(int descriptor, int mode, long offset, long length) {
        check(calls.call(SyscallNumbers.FALLOCATE, descriptor, mode, offset, length));
    }

    /** Frees the blocks of a range, which then reads as zeroes, and keeps the length. */
    public void punchHole(int descriptor, long offset, long length) {
        allocate(descriptor, Fcntl.FALLOC_FL_PUNCH_HOLE | Fcntl.FALLOC_FL_KEEP_SIZE, offset, length);
    }

    /** Returns once contents and metadata are on the device: {@code fsync(2)}. */
    public void synchronize(int descriptor) {
        check(calls.call(SyscallNumbers.FSYNC, descriptor));
    }

    /** Returns once the contents, and what is needed to read them back, are on the device: {@code fdatasync(2)}. */
    public void synchronizeData(int descriptor) {
        check(calls.call(SyscallNumbers.FDATASYNC, descriptor));
    }

    /** Starts or awaits write-back of a range: {@code sync_file_range(2)}. */
    public void synchronizeRange(int descriptor, long offset, long length, int flags) {
        check(calls.call(SyscallNumbers.SYNC_FILE_RANGE, descriptor, offset, length, flags));
    }

    /** Writes back the file system of the file: {@code syncfs(2)}. */
    public void synchronizeFileSystem(int descriptor) {
        check(calls.call(SyscallNumbers.SYNCFS, descriptor));
    }

    /** Announces how a range will be used: {@code posix_fadvise(2)}. */
    public void advise(int descriptor, long offset, long length, int advice) {
        check(calls.call(SyscallNumbers.FADVISE64, descriptor, offset, length, advice));
    }

    /** Reads a range into the page cache: {@code readahead(2)}. */
    public void readAhead(int descriptor, long offset, long length) {
        check(calls.call(SyscallNumbers.READAHEAD, descriptor, offset, length));
    }

    /** Sets the permission bits: {@code fchmod(2)}. */
    public void setMode(int descriptor, int mode) {
        check(calls.call(SyscallNumbers.FCHMOD, descriptor, mode));
    }

    /** Sets owner and group, -1 to keep one: {@code fchown(2)}. */
    public void setOwner(int descriptor, int userId, int groupId) {
        check(calls.call(SyscallNumbers.FCHOWN, descriptor, userId, groupId));
    }

    /**
     * Copies between files inside the host: {@code copy_file_range(2)}. The addresses are of eight-byte offsets that
     * are advanced, or 0 for the file offsets.
     *
     * @return the number of bytes copied, 0 at the end
     */
    public long copyRange(int source, long sourceOffset, int target, long targetOffset, long length, int flags) {
        return check(
                calls.call(SyscallNumbers.COPY_FILE_RANGE, source, sourceOffset, target, targetOffset, length, flags));
    }

    /** Copies from a file to a descriptor: {@code sendfile(2)}; the address is of an offset, or 0. */
    public long send(int target, int source, long offset, long length) {
        return check(calls.call(SyscallNumbers.SENDFILE, target, source, offset, length));
    }

    /** Moves bytes between a pipe and a descriptor: {@code splice(2)}; the addresses are of offsets, or 0. */
    public long splice(int source, long sourceOffset, int target, long targetOffset, long length, int flags) {
        return check(calls.call(SyscallNumbers.SPLICE, source, sourceOffset, target, targetOffset, length, flags));
    }

    /** Duplicates bytes from pipe to pipe: {@code tee(2)}. */
    public long tee(int source, int target, long length, int flags) {
        return check(calls.call(SyscallNumbers.TEE, source, target, length, flags));
    }

    /** Maps memory into a pipe: {@code vmsplice(2)}. */
    public long spliceMemory(int descriptor, long vectors, long count, int flags) {
        return check(calls.call(SyscallNumbers.VMSPLICE, descriptor, vectors, count, flags));
    }

    /**
     * A device's own request: {@code ioctl(2)}. Answers the request's result or the negative errno; which requests a
     * host knows, and the layout of what they point at, is the host's affair.
     */
    public long rawControl(int descriptor, long request, long argument) {
        return calls.call(SyscallNumbers.IOCTL, descriptor, request, argument);
    }
}
