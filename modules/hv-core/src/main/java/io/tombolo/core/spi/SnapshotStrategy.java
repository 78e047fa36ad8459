package io.tombolo.core.spi;

/**
 * Freezes private pages of a parent for a child. Every strategy is a true snapshot: after {@link #snapshot} returned, no
 * later write of the parent is ever seen by the child.
 */
public interface SnapshotStrategy {
    /**
     * Makes the private pages of a range present in the child as they are in the parent now. The parent's other tasks may
     * run; the caller runs {@link AddressSpace#synchronize} on the parent before the child may run.
     *
     * @param frames keeps count of the pages that both sides point at
     */
    void snapshot(AddressSpace parent, AddressSpace child, long address, long length, FrameSharing frames);

    /** How a strategy tells the memory manager what it has done with a page. */
    interface FrameSharing {
        /** Whether the page at a host address is the parent's own, and not a file's. */
        boolean owned(long hostAddress);

        /** Both sides now point at the adjoining pages from this host address on, which are all the parent's own, or none is. */
        void shared(long hostAddress, int pages);

        /**
         * A fresh private page for the child, to be filled by the strategy.
         *
         * @return its host address
         * @throws ErrnoException {@code ENOMEM}; the fork fails then and leaves no trace
         */
        long allocate();

        /** Points the child's page at a host address that {@link #allocate} gave. */
        void place(long address, long hostAddress, int access);
    }
}
