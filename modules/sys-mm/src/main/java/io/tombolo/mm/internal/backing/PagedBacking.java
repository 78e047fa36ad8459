package io.tombolo.mm.internal.backing;

import io.tombolo.core.spi.FaultResult;
import io.tombolo.mm.internal.vma.Backing;
import java.util.concurrent.atomic.AtomicLong;

/** A backing that finds host memory for its pages, and counts the pages that are mapped. Thread-safe. */
public abstract sealed class PagedBacking implements Backing permits FileBacking, SharedMemory, KernelPages {
    private final AtomicLong mapped = new AtomicLong();

    PagedBacking() {}

    @Override
    public void retain(long pages) {
        mapped.addAndGet(pages);
    }

    @Override
    public void release(long pages) {
        if (mapped.addAndGet(-pages) == 0) {
            free();
        }
    }

    /**
     * Adds references for pages, unless all have gone already and the memory with them.
     *
     * @return false if they have
     */
    public final boolean tryRetain(long pages) {
        return mapped.getAndUpdate(now -> now == 0 ? 0 : now + pages) != 0;
    }

    /** How many pages are mapped. */
    public final long mapped() {
        return mapped.get();
    }

    /** Gives everything back; nothing is mapped any more. */
    abstract void free();

    /**
     * Finds the host memory behind an offset.
     *
     * @param offset in bytes, a multiple of the page size
     * @param extent filled in with what adjoins, as far as it is one piece of host memory
     * @return {@link FaultResult#RESOLVED}, {@link FaultResult#BEYOND_OBJECT} or {@link FaultResult#OUT_OF_MEMORY}
     */
    public abstract FaultResult locate(long offset, Extent extent);

    /**
     * After {@link FaultResult#BEYOND_OBJECT}: waits while the end of the object is being cut off, and tells whether the
     * offset lies within it, since the cut may have been refused. The caller holds no lock.
     */
    public boolean awaitCut(long offset) {
        return false;
    }

    /** Empties a range for good, in all mappings: {@code MADV_REMOVE}. */
    public abstract void punch(long offset, long length);

    /**
     * Returns once what was written to a range is where it belongs; there is nothing to do for memory. The caller holds no lock, and a
     * reference.
     *
     * @throws io.tombolo.core.spi.ErrnoException as the host's msync(2)
     */
    public void flush(long offset, long length) {}
}
