package io.tombolo.mm.internal.memory;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;

/** mseal(2): mappings that nobody changes any more, in the order of checks of Linux's {@code mm/mseal.c}. */
final class Sealer {
    private final PagedMemory memory;

    Sealer(PagedMemory memory) {
        this.memory = memory;
    }

    void seal(long address, long length, long flags) {
        long start = Layout.untagged(address);
        long bytes = Layout.alignUp(length);
        boolean overflows = length != 0 && bytes == 0;
        if (flags != 0 || !Layout.isAligned(start) || overflows || start + bytes < start) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        long end = start + bytes;
        try (Change change = memory.change()) {
            if (change.map().firstHole(start, end) < end) {
                throw ErrnoException.of(Errno.ENOMEM);
            }
            change.commit(change.map().changing(start, end, vma -> vma.withFlags(Vma.SEALED, 0)));
        }
    }

    /**
     * Throws {@code EPERM} if anything of a range that is about to be unmapped is sealed. By then Linux has cut the range's beginning off
     * what lies before it: {@code vms_gather_munmap_vmas}.
     */
    static void requireUnsealed(Change change, long start, long end) {
        VmaMap map = change.map();
        if (map.pieces(start, end).stream().noneMatch(vma -> vma.is(Vma.SEALED))) {
            return;
        }
        Vma first = map.find(start);
        if (first != null && !first.is(Vma.SEALED)) {
            change.commit(map.cutAt(start, start));
        }
        throw ErrnoException.of(Errno.EPERM);
    }
}
