package io.tombolo.host.posix.internal;

import io.tombolo.core.spi.HostMemory;
import io.tombolo.host.posix.HostMappings;
import io.tombolo.host.posix.Mman;

/** Reservations as private anonymous mappings of the host, for which it promises no memory until they are touched. */
final class PosixMemory implements HostMemory {
    private final HostMappings mappings;

    PosixMemory(HostMappings mappings) {
        this.mappings = mappings;
    }

    @Override
    public long reserve(long length) {
        return map(0, length, 0);
    }

    /** Maps anew instead of advising: not every host's {@code MADV_DONTNEED} promises zeros. */
    @Override
    public void discard(long address, long length) {
        map(address, length, Mman.MAP_FIXED);
    }

    private long map(long address, long length, int flags) {
        int anonymous = Mman.MAP_PRIVATE | Mman.MAP_ANONYMOUS | Mman.MAP_NORESERVE;
        return mappings.map(address, length, Mman.PROT_READ | Mman.PROT_WRITE, anonymous | flags, -1, 0);
    }

    @Override
    public void release(long address, long length) {
        mappings.unmap(address, length);
    }
}
