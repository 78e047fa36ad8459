package io.tombolo.mm.internal.backing;

import io.tombolo.core.spi.MemoryObject;
import io.tombolo.host.posix.HostMappings;

/** A host mapping of a range of a file: the host page cache's own pages. */
final class FileWindow extends MemoryObject {
    private final HostMappings mappings;
    private final FileBacking backing;
    private final long address;
    private final long length;

    FileWindow(HostMappings mappings, FileBacking backing, long address, long length) {
        this.mappings = mappings;
        this.backing = backing;
        this.address = address;
        this.length = length;
    }

    @Override
    public long hostAddress() {
        return address;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean mayVanish() {
        return backing.isExposed();
    }

    @Override
    protected void free() {
        mappings.tryUnmap(address, length);
    }
}
