package io.tombolo.mm.internal.memory;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.mm.internal.vma.VmaMap;
import java.util.function.BooleanSupplier;

/**
 * The limits under which a process asks for memory.
 *
 * @param resources its {@code RLIMIT_*}
 * @param privileged whether it has {@code CAP_IPC_LOCK} now
 */
record Limits(ResourceLimits resources, BooleanSupplier privileged) {
    /**
     * {@code RLIMIT_AS} and {@code RLIMIT_DATA}: Linux's {@code may_expand_vm}.
     *
     * @param bytes what is added
     * @param data whether it counts as data
     */
    boolean mayExpand(VmaMap map, long bytes, boolean data) {
        return map.bytes() + bytes <= resources.bound(ResourceLimits.ADDRESS_SPACE)
                && (!data || map.dataBytes() + bytes <= dataBound());
    }

    /** A soft limit of 0 stands for the hard one: a workaround of Linux's for Valgrind. */
    private long dataBound() {
        long soft = resources.bound(ResourceLimits.DATA);
        long hard = resources.hard(ResourceLimits.DATA);
        return soft != 0 ? soft : hard < 0 ? Long.MAX_VALUE : hard;
    }

    /** Throws {@code ENOMEM} unless {@link #mayExpand}. */
    void checkExpand(VmaMap map, long bytes, boolean data) {
        if (!mayExpand(map, bytes, data)) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
    }

    /** Whether the process may lock memory at all: {@code can_do_mlock}. */
    boolean mayLock() {
        return privileged.getAsBoolean() || resources.soft(ResourceLimits.LOCKED_MEMORY) != 0;
    }

    /** Whether so many bytes may be locked in all. */
    boolean mayLock(long bytes) {
        return privileged.getAsBoolean() || bytes <= resources.bound(ResourceLimits.LOCKED_MEMORY);
    }
}
