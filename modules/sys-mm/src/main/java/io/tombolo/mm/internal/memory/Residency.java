package io.tombolo.mm.internal.memory;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.host.posix.HostMappings;
import io.tombolo.mm.internal.backing.Extent;
import io.tombolo.mm.internal.backing.PagedBacking;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.frame.PageRuns;
import io.tombolo.mm.internal.frame.ResidentPages;
import io.tombolo.mm.internal.vma.Vma;

/** mincore(2): asks the host which of its pages behind guest pages are in memory. */
final class Residency {
    private final PagedMemory memory;
    private final AddressSpace space;
    private final HostMappings mappings;

    Residency(PagedMemory memory) {
        this.memory = memory;
        this.space = memory.addressSpace();
        this.mappings = memory.kernel().host().mappings();
    }

    byte[] of(long address, long length) {
        long start = Layout.untagged(address);
        if (!Layout.isAligned(start)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        long bytes = Layout.alignUp(length);
        boolean beyond = Long.compareUnsigned(length, memory.layout().taskSize()) > 0
                || Long.compareUnsigned(start, memory.layout().taskSize() - bytes) > 0;
        if (beyond) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        try (Change change = memory.change()) {
            if (change.map().firstHole(start, start + bytes) < start + bytes) {
                throw ErrnoException.of(Errno.ENOMEM);
            }
            byte[] resident = new byte[(int) Change.pages(bytes)];
            change.map().forEach(start, start + bytes, vma -> fill(vma, start, bytes, resident));
            return resident;
        }
    }

    private void fill(Vma vma, long start, long bytes, byte[] resident) {
        long end = Math.min(vma.end(), start + bytes);
        PageRuns hosts = new PageRuns();
        long first = Math.max(vma.start(), start);
        for (long page = first; page < end; page += FramePool.PAGE_SIZE) {
            hosts.add(hostPage(vma, page));
        }
        int index = (int) Change.pages(first - start);
        for (int run = 0; run < hosts.runs(); run++) {
            index += ask(hosts.start(run), hosts.pages(run), resident, index);
        }
    }

    /** The host page behind a guest page, present or in the page cache; a negative number if there is none. */
    private long hostPage(Vma vma, long page) {
        long host = space.hostAddress(page);
        if (host != 0 || !(vma.backing() instanceof PagedBacking backing)) {
            return host == 0 ? Long.MIN_VALUE : host;
        }
        Extent extent = new Extent();
        return backing.locate(vma.offsetOf(page), extent) == FaultResult.RESOLVED
                ? extent.object().hostAddress() + extent.objectOffset(vma.offsetOf(page))
                : Long.MIN_VALUE;
    }

    private int ask(long host, int pages, byte[] resident, int index) {
        if (host >= 0) {
            ResidentPages.ask(mappings, host, pages, resident, index);
        }
        return pages;
    }
}
