package io.tombolo.core.spi;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ref-counted host memory that guest pages point at: the kernel's anonymous memory, or a window on a file. The memory is
 * host-mapped for as long as the object lives, at one address, readable and (unless the window says otherwise) writable.
 * Thread-safe.
 */
public abstract class MemoryObject {
    private final AtomicInteger references = new AtomicInteger(1);

    /** Made with one reference, which belongs to the maker. */
    protected MemoryObject() {}

    /** The host address of the first byte; a multiple of 4096. */
    public abstract long hostAddress();

    /** The length in bytes; a multiple of 4096. */
    public abstract long length();

    /**
     * Whether others than this kernel can make memory of it go away, as truncation of a file does: an engine then takes care that
     * the host's complaint reaches nobody but who made the access.
     */
    public boolean mayVanish() {
        return false;
    }

    /** Gives the host memory back; called once, when the last reference has gone. */
    protected abstract void free();

    /** Adds a reference. */
    public final void retain() {
        references.incrementAndGet();
    }

    /** Drops a reference; the last one frees the memory. */
    public final void release() {
        int left = references.decrementAndGet();
        if (left == 0) {
            free();
        } else if (left < 0) {
            throw new IllegalStateException("memory object released too often");
        }
    }
}
