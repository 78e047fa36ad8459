package io.tombolo.host.posix.internal;

import io.tombolo.core.abi.Errno;
import io.tombolo.host.posix.Mman;
import io.tombolo.host.posix.NativeBuffer;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;

/**
 * A Linux host held to what one with larger pages could do: mappings lie at multiples of the larger page and show file offsets that are
 * multiples of it, lengths are rounded up to it and really mapped, and an address in the middle of a page is refused with {@code
 * EINVAL}. mremap(2) answers {@code ENOSYS}, as on the hosts that it stands for. Thread-safe.
 */
public final class LargePageCalls implements HostCalls {
    private static final int EINVAL = -Errno.EINVAL.number();

    private final HostCalls host;
    private final int smallPage;
    private final int page;

    /**
     * Stands before a host.
     *
     * @param smallPage the host's page size in bytes
     * @param page the larger one, a multiple of it and a power of two
     */
    public LargePageCalls(HostCalls host, int smallPage, int page) {
        this.host = host;
        this.smallPage = smallPage;
        this.page = page;
    }

    @Override
    public long call(int number, long a0, long a1, long a2, long a3, long a4, long a5) {
        return switch (number) {
            case SyscallNumbers.MMAP -> map(a0, a1, a2, a3, a4, a5);
            case SyscallNumbers.MREMAP -> -Errno.ENOSYS.number();
            case SyscallNumbers.MINCORE -> isAligned(a0) ? residency(a0, roundUp(a1), a2) : EINVAL;
            case SyscallNumbers.MUNMAP,
                    SyscallNumbers.MPROTECT,
                    SyscallNumbers.MADVISE,
                    SyscallNumbers.MSYNC,
                    SyscallNumbers.MLOCK,
                    SyscallNumbers.MUNLOCK ->
                isAligned(a0) ? host.call(number, a0, roundUp(a1), a2, a3, a4, a5) : EINVAL;
            default -> host.call(number, a0, a1, a2, a3, a4, a5);
        };
    }

    private boolean isAligned(long address) {
        return (address & (page - 1)) == 0;
    }

    private static boolean isError(long result) {
        return result < 0 && result >= -4095;
    }

    private long roundUp(long length) {
        return (length + page - 1) & -page;
    }

    private long map(long address, long length, long protection, long flags, long descriptor, long offset) {
        boolean fixed = (flags & (Mman.MAP_FIXED | Mman.MAP_FIXED_NOREPLACE)) != 0;
        if (!isAligned(offset) || (fixed && !isAligned(address)) || (length > 0 && roundUp(length) <= 0)) {
            return EINVAL;
        }
        long bytes = roundUp(length);
        long place = host.call(SyscallNumbers.MMAP, address, bytes, protection, flags, descriptor, offset);
        if (isError(place) || isAligned(place)) {
            return place;
        }
        host.call(SyscallNumbers.MUNMAP, place, bytes);
        return mapAligned(bytes, protection, flags, descriptor, offset);
    }

    /** Maps over the middle of a reservation that holds an aligned range for sure. */
    private long mapAligned(long bytes, long protection, long flags, long descriptor, long offset) {
        int anonymous = Mman.MAP_PRIVATE | Mman.MAP_ANONYMOUS | Mman.MAP_NORESERVE;
        long reserved = bytes + page - smallPage;
        long start = host.call(SyscallNumbers.MMAP, 0, reserved, Mman.PROT_NONE, anonymous, -1, 0);
        if (isError(start)) {
            return start;
        }
        long aligned = roundUp(start);
        long place =
                host.call(SyscallNumbers.MMAP, aligned, bytes, protection, flags | Mman.MAP_FIXED, descriptor, offset);
        if (place != aligned) {
            host.call(SyscallNumbers.MUNMAP, start, reserved);
            return place;
        }
        trim(start, aligned);
        trim(aligned + bytes, start + reserved);
        return aligned;
    }

    private void trim(long from, long to) {
        if (from < to) {
            host.call(SyscallNumbers.MUNMAP, from, to - from);
        }
    }

    /** A larger page is in memory as a whole, as soon as any part of it is. */
    private long residency(long address, long length, long vector) {
        int parts = page / smallPage;
        NativeBuffer fine = NativeBuffer.allocate(parts);
        for (long at = 0; at < length; at += page) {
            long result = host.call(SyscallNumbers.MINCORE, address + at, page, fine.address());
            if (result < 0) {
                return result;
            }
            byte resident = 0;
            for (int part = 0; part < parts; part++) {
                resident |= fine.bytes().get(part);
            }
            NativeMemory.putByte(vector + at / page, resident);
        }
        return 0;
    }
}
