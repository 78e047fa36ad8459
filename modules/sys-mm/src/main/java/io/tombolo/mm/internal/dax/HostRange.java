package io.tombolo.mm.internal.dax;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.DaxFile;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Stage2Limits;
import io.tombolo.host.posix.FileStatus;
import io.tombolo.host.posix.HostMappings;
import io.tombolo.host.posix.Mman;
import org.jspecify.annotations.Nullable;

/**
 * A host mapping of a file range, which the slots that show parts of it share. It is unmapped as a whole when the last of them has gone: a
 * part would be one more host call that can fail. Guarded by its mapper's lock.
 */
final class HostRange {
    private final HostMappings mappings;
    private final DaxFile file;
    private final @Nullable FileStatus status;
    private final long address;
    private final long length;
    private final boolean writable;
    private int slots;
    private boolean unmapped;

    private HostRange(
            HostMappings mappings,
            DaxFile file,
            @Nullable FileStatus status,
            long address,
            long length,
            boolean writable) {
        this.mappings = mappings;
        this.file = file;
        this.status = status;
        this.address = address;
        this.length = length;
        this.writable = writable;
    }

    /**
     * Maps a range by the backing rule: what may be written, now or after an upgrade, is shared and writable. What can only be read is shared
     * and read-only, and where the hypervisor wants writable host memory all the same, private: the guest cannot write it, so no
     * copy is ever made, and the file's pages show through.
     *
     * @param status what tells the file from others, if {@link #shows} will be asked
     * @param writes whether the guest shall write at once
     * @throws ErrnoException as the host's mmap(2); {@code EACCES} if the guest shall write a file that is open for reading
     */
    static HostRange map(
            HostMappings mappings,
            Stage2Limits limits,
            DaxFile file,
            @Nullable FileStatus status,
            long length,
            boolean writes) {
        if (file.writable()) {
            try {
                int both = Mman.PROT_READ | Mman.PROT_WRITE;
                long address = mappings.map(0, length, both, Mman.MAP_SHARED, file.descriptor(), file.offset());
                return new HostRange(mappings, file, status, address, length, true);
            } catch (ErrnoException refused) {
                // A memory file that is sealed against writing can still be read.
                if (writes || refused.errno() != Errno.EPERM) {
                    throw refused;
                }
            }
        } else if (writes) {
            throw ErrnoException.of(Errno.EACCES);
        }
        int protection = limits.writableHost() ? Mman.PROT_READ | Mman.PROT_WRITE : Mman.PROT_READ;
        int sharing = limits.writableHost() ? Mman.MAP_PRIVATE : Mman.MAP_SHARED;
        long address = mappings.map(0, length, protection, sharing, file.descriptor(), file.offset());
        return new HostRange(mappings, file, status, address, length, false);
    }

    long address() {
        return address;
    }

    /** Whether the guest may be let write it. */
    boolean writable() {
        return writable;
    }

    /** Whether it begins with an offset of a file. */
    boolean shows(FileStatus other, long offset) {
        return status != null
                && status.inode() == other.inode()
                && status.device() == other.device()
                && file.offset() == offset;
    }

    void retain() {
        slots++;
    }

    void release() {
        slots--;
    }

    /**
     * Gives the memory back if no slot shows any of it.
     *
     * @return false if the host refused
     */
    boolean unmapUnlessUsed() {
        if (slots > 0 || unmapped) {
            return true;
        }
        unmapped = mappings.tryUnmap(address, length);
        return unmapped;
    }
}
