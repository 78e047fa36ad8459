package io.tombolo.core.spi;

/**
 * One guest process's page map: the mechanism beneath the memory manager's intent. Addresses and lengths are multiples
 * of 4096 unless said otherwise, and lie below {@code 1L << addressBits()}; a caller that breaks this gets {@link
 * IllegalArgumentException}. No method fails for want of memory.
 *
 * <p>Changes are made by one thread at a time (the memory manager holds its lock); guest code and accessors on other
 * threads see each entry change atomically. A host page may be given to somebody else only after a safepoint: see {@link
 * #afterSafepoint}.
 */
public interface AddressSpace extends AutoCloseable {
    /** How many bits a guest virtual address has. */
    int addressBits();

    /** Who resolves faults on pages that are absent or lack a permission. Set once, before any vCPU runs. */
    void setFaultHandler(PageFaultHandler handler);

    /** Points pages at a memory object, replacing what was there. The object is not retained: its owner keeps it. */
    void map(long address, long length, int access, MemoryObject object, long offset);

    /** Makes pages absent. */
    void unmap(long address, long length);

    /** Sets the {@link Access} bits of the pages that are present, and leaves the absent ones absent. */
    void protect(long address, long length, int access);

    /** Moves the entries of a range to another one, which does not overlap it, leaving the first absent. */
    void move(long from, long to, long length);

    /**
     * Copies the present entries of a range into another space of the same engine, at the same addresses, after reducing
     * them on both sides to {@code accessMask}: the page-map half of a copy-on-write fork.
     */
    void share(AddressSpace target, long address, long length, int accessMask);

    /** The host address that a guest address (of any alignment) points at, or 0 if the page is absent. */
    long hostAddress(long address);

    /** The {@link Access} bits of the page that holds an address (of any alignment); 0 if absent. */
    int access(long address);

    /** Visits the present pages of a range in order; costs time for what is present, not for the length. */
    void forEachPage(long address, long length, PageVisitor visitor);

    /**
     * Waits until every vCPU of this space has passed a safepoint since the call: afterwards none uses an entry that was
     * changed before it. The calling thread counts as passed; so do vCPUs that are not running guest code.
     */
    void synchronize();

    /**
     * Runs an action once every vCPU has passed a safepoint since this call, at once if none other is running. This is
     * how a host page or mapping is released after its entries were cleared.
     */
    void afterSafepoint(Runnable action);

    /** An accessor for threads that are not a vCPU of this space (another process's, procfs, a debugger). Thread-safe. */
    GuestMemory memory();

    /** Gives the page map back. No vCPU may be attached any more. */
    @Override
    void close();
}
