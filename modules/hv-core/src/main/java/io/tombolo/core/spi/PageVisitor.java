package io.tombolo.core.spi;

/** Sees the pages that are present in an address space. */
@FunctionalInterface
public interface PageVisitor {
    /**
     * Called for one present page.
     *
     * @param address the guest address of the page
     * @param hostAddress the host address that it points at
     * @param access the {@link Access} bits in force
     */
    void page(long address, long hostAddress, int access);
}
