package io.tombolo.mm.internal.memory;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.mm.internal.vma.VmaMap;

/**
 * The limits under which a process asks for memory.
 *
 * @param resources its {@code RLIMIT_*}
 * @param privileged whether it has {@code CAP_IPC_LOCK}
 */
record Limits(ResourceLimits resources, boolean privileged) {
    /** {@code RLIMIT_AS} and {@code RLIMIT_DATA}: Linux's {@code may_expand_vm}. */
    boolean mayExpand(VmaMap map, long bytes, long dataBytes) {
        long space = resources.bound(ResourceLimits.ADDRESS_SPACE);
        long data = resources.bound(ResourceLimits.DATA);
        return map.bytes() + bytes <= space && (dataBytes == 0 || map.dataBytes() + dataBytes <= data);
    }

    /** Throws {@code ENOMEM} unless {@link #mayExpand}. */
    void checkExpand(VmaMap map, long bytes, long dataBytes) {
        if (!mayExpand(map, bytes, dataBytes)) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
    }

    /** Whether the process may lock memory at all: {@code can_do_mlock}. */
    boolean mayLock() {
        return privileged || resources.soft(ResourceLimits.LOCKED_MEMORY) != 0;
    }

    /** Whether so many bytes may be locked in all. */
    boolean mayLock(long bytes) {
        return privileged || bytes <= resources.bound(ResourceLimits.LOCKED_MEMORY);
    }
}
