package io.tombolo.mm.internal.backing;

import io.tombolo.host.posix.Mman;

/** What the host mappings of a file may do. All show the page cache's own pages. */
enum WindowRights {
    /** Shared, for a file that is open for writing and may be mapped for it. */
    WRITABLE(Mman.PROT_READ | Mman.PROT_WRITE, Mman.MAP_SHARED),
    /** Shared, for a file that is open for reading. */
    READABLE(Mman.PROT_READ, Mman.MAP_SHARED),
    /**
     * Private, for a file that is open for writing where it will not be written. The host counts every shared mapping through such a descriptor as a
     * writer: it would take no seal against writing, and an append-only file could not be mapped at all.
     */
    PRIVATE(Mman.PROT_READ, Mman.MAP_PRIVATE);

    private final int protection;
    private final int sharing;

    WindowRights(int protection, int sharing) {
        this.protection = protection;
        this.sharing = sharing;
    }

    static WindowRights of(boolean openForWriting, boolean writes) {
        if (writes) {
            return WRITABLE;
        }
        return openForWriting ? PRIVATE : READABLE;
    }

    int protection() {
        return protection;
    }

    int sharing() {
        return sharing;
    }
}
