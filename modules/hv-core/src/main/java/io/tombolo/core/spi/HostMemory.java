package io.tombolo.core.spi;

/**
 * Host address space for tables and pools, so that an engine needs no native call of its own. Addresses and lengths are
 * multiples of the host's page size. Thread-safe.
 */
public interface HostMemory {
    /**
     * Reserves private, zero-filled, readable and writable memory that costs nothing until it is touched.
     *
     * @param length in bytes
     * @return the host address
     * @throws ErrnoException {@code ENOMEM}
     */
    long reserve(long length);

    /** Makes part of a reservation zero again and gives its pages back to the host. */
    void discard(long address, long length);

    /** Ends a reservation. */
    void release(long address, long length);
}
