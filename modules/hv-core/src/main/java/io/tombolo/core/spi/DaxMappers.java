package io.tombolo.core.spi;

/** Makes {@link DaxMapper}s: a service of the memory module, see {@link KernelServices#service}. Thread-safe. */
public interface DaxMappers {
    /**
     * An empty window.
     *
     * @param stage2 where ranges are placed; nobody else maps within the window
     * @param base the window's first intermediate physical address
     * @param length the window's length in bytes; both are multiples of the granule and lie within the address width
     * @throws IllegalArgumentException if they do not
     */
    DaxMapper create(Stage2 stage2, long base, long length, DaxPolicy policy);
}
