package io.tombolo.mm.internal.backing;

/** A memory that maps files, as their reverse mapping sees it. Compared by identity. Thread-safe. */
public interface FileMapper {
    /**
     * Makes absent what the memory shows of the end of a file, and returns once no processor uses it any more. Takes the
     * memory's lock.
     *
     * @param file the {@link io.tombolo.mm.internal.vma.Backing#identity} of all its backings
     * @param from where the end begins, a multiple of the page size
     * @param copies whether private copies of its pages go as well
     */
    void dropFilePages(Object file, long from, boolean copies);
}
