package io.tombolo.mm.internal.backing;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.mm.internal.frame.FramePool;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Anonymous memory that processes share: {@code MAP_SHARED|MAP_ANONYMOUS} and System V segments. Frames come in groups of
 * adjoining pages on first touch. Its monitor guards the groups and is taken inside an address space's lock.
 */
public sealed class SharedMemory extends PagedBacking permits SegmentMemory {
    private static final int GROUP_PAGES = 16;
    private static final long GROUP_BYTES = (long) GROUP_PAGES * FramePool.PAGE_SIZE;

    private final FramePool pool;
    private final long size;
    private final FileIdentity name;
    /** Host addresses of groups by number. */
    private final Map<Long, Long> groups = new HashMap<>();

    /**
     * Makes an empty one.
     *
     * @param size in bytes; what mappings show beyond it, when mremap(2) has enlarged them, is past the end
     * @param name what {@code /proc/PID/maps} shows, such as {@code /dev/zero (deleted)}
     */
    public SharedMemory(FramePool pool, long size, FileIdentity name) {
        this.pool = pool;
        this.size = size;
        this.name = name;
    }

    /** How large it is, in bytes. */
    public final long size() {
        return size;
    }

    @Override
    public synchronized FaultResult locate(long offset, Extent extent) {
        if (Long.compareUnsigned(offset, size) >= 0) {
            return FaultResult.BEYOND_OBJECT;
        }
        long number = offset / GROUP_BYTES;
        Long group = groups.get(number);
        if (group == null) {
            long fresh = pool.allocate(GROUP_PAGES);
            if (fresh == 0) {
                return FaultResult.OUT_OF_MEMORY;
            }
            group = fresh;
            groups.put(number, group);
        }
        extent.set(pool, pool.offset(group), number * GROUP_BYTES, Math.min(size, (number + 1) * GROUP_BYTES));
        return FaultResult.RESOLVED;
    }

    @Override
    public Object identity() {
        return this;
    }

    @Override
    public @Nullable FileIdentity file() {
        return name;
    }

    @Override
    synchronized void free() {
        groups.values().forEach(group -> pool.release(group, GROUP_PAGES));
        groups.clear();
    }

    /** Bytes of it that the host holds in memory. */
    public synchronized long residentBytes() {
        long pages = 0;
        for (long group : groups.values()) {
            pages += pool.residentPages(group, GROUP_PAGES);
        }
        return pages << FramePool.PAGE_SHIFT;
    }

    /** As fallocate(2) of the file that Linux makes for it: a mapping may begin where no file reaches. */
    @Override
    public synchronized void punch(long offset, long length) {
        if (offset < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (offset + length < 0) {
            throw ErrnoException.of(Errno.EFBIG);
        }
        groups.forEach((number, group) -> {
            long from = Math.max(offset, number * GROUP_BYTES);
            long to = Math.min(offset + length, (number + 1) * GROUP_BYTES);
            if (from < to) {
                pool.punch(group + (from - number * GROUP_BYTES), to - from);
            }
        });
    }
}
