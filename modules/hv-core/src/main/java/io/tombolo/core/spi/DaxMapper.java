package io.tombolo.core.spi;

/**
 * A window of intermediate physical addresses in which ranges of host files appear as memory: direct access (DAX) without
 * copies. The pages are the host page cache's own, so they are coherent with every process of the host. It serves the shared
 * file mappings of hypervisor engines and VirtioFS servers ({@code FUSE_SETUPMAPPING}, {@code FUSE_REMOVEMAPPING}) alike.
 *
 * <p>How it answers overlaps, absences and parts is its {@link DaxPolicy}. Common to both policies: offsets within the window
 * are unsigned; {@code EINVAL} if an offset, a file offset or a length is no multiple of the granule, the length is 0, the
 * sum overflows or ends beyond the window; the host's errno if the file cannot be mapped; {@code EIO} if the hypervisor
 * refuses. A call that throws leaves what it found, with one exception: if the hypervisor also refuses to take back what it
 * had let go, that range is absent, and counted in {@link DaxStatistics#lost}. At every instant what the mapper remembers is
 * what the hypervisor holds.
 *
 * <p>Every readable range is executable for the guest, because programs are run from such windows and the protocol has no flag
 * for it. Thread-safe.
 */
public interface DaxMapper {
    /**
     * Shows a range of a file.
     *
     * @param file what to show; its descriptor may be closed afterwards
     * @param windowOffset where, from the window's start
     * @param length in bytes; may reach beyond the end of the file
     * @param writable whether the guest may write, through to the file
     * @throws ErrnoException see above; {@code EEXIST} (strict) if any of the range is in use; {@code EACCES} if the guest
     *     shall write and the file was not opened for that
     */
    void setup(DaxFile file, long windowOffset, long length, boolean writable);

    /**
     * Lets the guest write what it could only read until now. The range stays in place throughout.
     *
     * @throws ErrnoException {@code ENOENT} if nothing is there; {@code EINVAL} (strict) if the length is another than that of
     *     the setup; {@code EACCES} if the file was not opened for writing
     */
    void upgrade(long windowOffset, long length);

    /**
     * Takes a range away.
     *
     * @throws ErrnoException strict: {@code ENOENT} if no setup began there, {@code EINVAL} if its length was another, {@code EIO}
     *     if the hypervisor refuses, and then the range stays
     */
    void remove(long windowOffset, long length);

    /**
     * Takes everything away; the window can be used on. For a guest that starts anew.
     *
     * @throws ErrnoException {@code EIO} if the hypervisor refused some; the rest has gone, and another call tries again
     */
    void reset();

    /**
     * As {@link #reset}, and for good: {@link #setup} answers {@code ENODEV} from then on. To be called before the virtual
     * machine is destroyed, since a hypervisor cannot be asked to unmap afterwards.
     */
    void drain();

    /** {@return what it holds and has done so far} */
    DaxStatistics statistics();
}
