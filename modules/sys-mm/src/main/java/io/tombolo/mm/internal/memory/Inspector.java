package io.tombolo.mm.internal.memory;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.vma.Backing;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import java.util.ArrayList;
import java.util.List;

/** What procfs shows of a memory. It takes no lock: other tasks may change the memory meanwhile, as on Linux. */
final class Inspector {
    private final PagedMemory memory;
    private final VmaMap map;

    Inspector(PagedMemory memory) {
        this.memory = memory;
        this.map = memory.map();
    }

    List<ProcessMemory.Mapping> mappings() {
        List<ProcessMemory.Mapping> all = new ArrayList<>(map.count());
        map.forEach(vma -> all.add(mapping(vma)));
        return all;
    }

    private ProcessMemory.Mapping mapping(Vma vma) {
        Backing backing = vma.backing();
        FileIdentity file = backing == null ? null : backing.file();
        return new ProcessMemory.Mapping(
                vma.start(),
                vma.end(),
                vma.protection(),
                !vma.isPrivate(),
                file == null ? 0 : vma.offset(),
                file,
                file == null ? name(vma) : file.path(),
                resident(vma)[0]);
    }

    private String name(Vma vma) {
        if (!vma.name().isEmpty()) {
            return vma.name();
        }
        Heap heap = memory.heap();
        if (vma.start() <= heap.end() && vma.end() >= heap.start() && heap.end() != heap.start()) {
            return "[heap]";
        }
        return vma.contains(memory.layout().stackTop() - 1) ? "[stack]" : "";
    }

    /** Bytes present, and those of them that are not the process's own frames. */
    private long[] resident(Vma vma) {
        AddressSpace space = memory.addressSpace();
        long[] bytes = new long[2];
        space.forEachPage(vma.start(), vma.length(), (address, host, access) -> {
            bytes[0] += FramePool.PAGE_SIZE;
            if (!vma.isPrivate() || !memory.isFrame(host)) {
                bytes[1] += FramePool.PAGE_SIZE;
            }
        });
        return bytes;
    }

    ProcessMemory.MemoryUsage usage() {
        long[] sums = new long[4];
        map.forEach(vma -> {
            long[] resident = resident(vma);
            sums[0] += resident[0];
            sums[1] += resident[1];
            sums[2] += vma.is(Vma.GROWS_DOWN) ? vma.length() : 0;
            boolean text =
                    vma.backing() != null && (vma.protection() & (Access.EXECUTE | Access.WRITE)) == Access.EXECUTE;
            sums[3] += text ? vma.length() : 0;
        });
        return new ProcessMemory.MemoryUsage(map.bytes(), sums[0], sums[1], map.dataBytes(), sums[2], sums[3]);
    }
}
