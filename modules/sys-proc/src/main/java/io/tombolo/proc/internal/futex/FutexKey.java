package io.tombolo.proc.internal.futex;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.ProcessMemory;
import org.jspecify.annotations.Nullable;

/**
 * What names a futex: a private one by memory and address, a shared one by object and offset, so that it is the same in all
 * processes that map the object.
 *
 * @param owner a {@link ProcessMemory}, or what {@link ProcessMemory.SharedLocation} names
 * @param offset the address, or the offset in the object
 */
record FutexKey(Object owner, long offset) {
    private static final int TAG_BITS = 8;

    /**
     * The key of an address.
     *
     * @param shared whether the mapping decides; else the futex is private to the process
     * @throws ErrnoException {@code EINVAL} if the address is no multiple of 4, {@code EFAULT}
     */
    static FutexKey of(Task task, long address, boolean shared) {
        long untagged = (address << TAG_BITS) >> TAG_BITS;
        if ((untagged & 3) != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (untagged < 0) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        ProcessMemory memory = task.memory();
        ProcessMemory.SharedLocation location = shared ? memory.sharedLocation(untagged) : null;
        return location == null ? new FutexKey(memory, untagged) : new FutexKey(location.object(), location.offset());
    }

    // Written out because a record's own methods are linked at first use, which costs milliseconds of every start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FutexKey that && offset == that.offset && owner.equals(that.owner);
    }

    @Override
    public int hashCode() {
        return 31 * owner.hashCode() + Long.hashCode(offset);
    }
}
