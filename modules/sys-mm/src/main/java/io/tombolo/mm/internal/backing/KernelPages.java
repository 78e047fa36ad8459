package io.tombolo.mm.internal.backing;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.host.posix.NativeMemory;
import io.tombolo.mm.internal.frame.FramePool;
import org.jspecify.annotations.Nullable;

/** Pages with content of the kernel's own, such as the vDSO. */
public final class KernelPages extends PagedBacking {
    private final FramePool pool;
    private final long frames;
    private final int pages;

    /**
     * Makes them, padded with zeros to whole pages.
     *
     * @param content at most 64 pages
     * @throws ErrnoException {@code ENOMEM}
     */
    public KernelPages(FramePool pool, byte[] content) {
        this.pool = pool;
        this.pages = (content.length + FramePool.PAGE_SIZE - 1) >> FramePool.PAGE_SHIFT;
        this.frames = pool.allocate(pages);
        if (frames == 0) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        NativeMemory.copy(content, 0, frames, content.length);
    }

    /** How many pages there are. */
    public int pages() {
        return pages;
    }

    @Override
    public FaultResult locate(long offset, Extent extent) {
        extent.set(pool, pool.offset(frames), 0, (long) pages << FramePool.PAGE_SHIFT);
        return FaultResult.RESOLVED;
    }

    @Override
    public Object identity() {
        return this;
    }

    @Override
    public @Nullable FileIdentity file() {
        return null;
    }

    @Override
    void free() {
        pool.release(frames, pages);
    }

    @Override
    public void punch(long offset, long length) {
        throw new UnsupportedOperationException("the kernel's pages keep their content");
    }
}
