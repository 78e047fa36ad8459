package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * Mappings in the Java process's own address space, and memory files. Addresses and lengths are multiples of {@link
 * #pageSize} unless a method says otherwise; flags are those of {@link Mman}. Errors are thrown as {@link
 * io.tombolo.core.spi.ErrnoException}, as the call's section of the Linux manual names them. Whoever maps memory owns
 * it: to unmap or reprotect memory of somebody else ends the process. Thread-safe.
 */
public final class HostMappings {
    private final HostCalls calls;
    private final HostAbi abi;

    /** 0 until somebody asks; every thread would store the same value. */
    private volatile int pageSize;

    /** With the page size where it is known already, else 0. */
    HostMappings(HostCalls calls, HostAbi abi, int pageSize) {
        this.calls = calls;
        this.abi = abi;
        this.pageSize = pageSize;
    }

    /** {@return the host's page size in bytes} */
    public int pageSize() {
        if (pageSize == 0) {
            pageSize = abi.pageSize(calls);
        }
        return pageSize;
    }

    /**
     * Maps a file or anonymous memory: {@code mmap(2)}.
     *
     * @param address where, a hint unless {@code MAP_FIXED}; 0 for anywhere
     * @param protection of {@code PROT_*}
     * @param flags of {@code MAP_*}
     * @param descriptor the file, -1 for none
     * @param offset in the file
     * @return where it is
     */
    public long map(long address, long length, int protection, int flags, int descriptor, long offset) {
        return check(calls.call(
                SyscallNumbers.MMAP, address, length, protection, abi.flags().map(flags), descriptor, offset));
    }

    /** Removes mappings: {@code munmap(2)}. */
    public void unmap(long address, long length) {
        check(calls.call(SyscallNumbers.MUNMAP, address, length));
    }

    /**
     * As {@link #unmap}, for whoever can do nothing about a refusal; Linux refuses if the process has too many mappings to cut one.
     *
     * @return whether nothing is mapped there any more
     */
    public boolean tryUnmap(long address, long length) {
        return calls.call(SyscallNumbers.MUNMAP, address, length) == 0;
    }

    /** Moves or resizes a mapping: {@code mremap(2)}; {@code ENOSYS} on hosts other than Linux. */
    public long remap(long address, long oldLength, long newLength, int flags, long newAddress) {
        return check(calls.call(SyscallNumbers.MREMAP, address, oldLength, newLength, flags, newAddress));
    }

    /** Changes the protection: {@code mprotect(2)}. */
    public void protect(long address, long length, int protection) {
        check(calls.call(SyscallNumbers.MPROTECT, address, length, protection));
    }

    /** Announces how memory will be used, or drops it: {@code madvise(2)}. */
    public void advise(long address, long length, int advice) {
        check(calls.call(SyscallNumbers.MADVISE, address, length, abi.flags().advice(advice)));
    }

    /** Writes a shared file mapping back: {@code msync(2)}. */
    public void synchronize(long address, long length, int flags) {
        check(calls.call(SyscallNumbers.MSYNC, address, length, abi.flags().synchronize(flags)));
    }

    /**
     * Which pages are resident: {@code mincore(2)}.
     *
     * @param vector address of one byte for each page
     */
    public void residency(long address, long length, long vector) {
        check(calls.call(SyscallNumbers.MINCORE, address, length, vector));
    }

    /** Keeps memory resident: {@code mlock(2)}. */
    public void lock(long address, long length) {
        check(calls.call(SyscallNumbers.MLOCK, address, length));
    }

    /** Ends {@link #lock}: {@code munlock(2)}. */
    public void unlock(long address, long length) {
        check(calls.call(SyscallNumbers.MUNLOCK, address, length));
    }

    /**
     * Makes a file that lives in memory: {@code memfd_create(2)}.
     *
     * @param name for {@code /proc}, at most 249 bytes
     * @param flags of {@code MFD_*}
     * @return a descriptor, which the caller closes
     */
    public int createMemoryFile(String name, int flags) {
        return (int) check(
                calls.call(SyscallNumbers.MEMFD_CREATE, NativeScratch.current().path(HostPaths.bytes(name)), flags));
    }
}
