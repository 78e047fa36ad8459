package io.tombolo.mm.internal.memory;

import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.core.spi.MappingUsage;
import io.tombolo.core.spi.MemoryUsage;
import io.tombolo.core.spi.ProcessMemory.Mapping;
import io.tombolo.core.spi.ProcessMemory.ResidentPageVisitor;
import io.tombolo.mm.internal.backing.PagedBacking;
import io.tombolo.mm.internal.backing.SharedMemory;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.vma.Backing;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What procfs shows of a memory. It takes no lock: other tasks may change the memory meanwhile, as on Linux. */
final class Inspector {
    private static final long PAGE = FramePool.PAGE_SIZE;
    /** Guest memory of which one page of the page map tells. */
    private static final long TABLE_SPAN = PAGE / Long.BYTES * PAGE;

    private final PagedMemory memory;
    private final FramePool pool;
    private final VmaMap map;

    Inspector(PagedMemory memory) {
        this.memory = memory;
        this.pool = memory.pool();
        this.map = memory.map();
    }

    List<Mapping> mappings() {
        List<Mapping> all = new ArrayList<>(map.count());
        map.forEach(vma -> all.add(mapping(vma)));
        return all;
    }

    private Mapping mapping(Vma vma) {
        Backing backing = vma.backing();
        FileIdentity file = backing == null ? null : backing.file();
        return new Mapping(
                vma.start(),
                vma.end(),
                vma.protection(),
                !vma.isPrivate(),
                file == null ? 0 : vma.offset(),
                file,
                file == null ? name(vma) : file.path());
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

    List<MappingUsage> mappingUsages() {
        List<MappingUsage> all = new ArrayList<>(map.count());
        Map<Backing, Long> own = ownPages();
        PageSurvey pages = new PageSurvey(memory);
        map.forEach(vma -> all.add(new Sums(vma, own).over(pages).usage(mapping(vma))));
        return all;
    }

    /** How many pages this memory maps of each backing. */
    private Map<Backing, Long> ownPages() {
        Map<Backing, Long> own = new HashMap<>();
        map.forEach(vma -> {
            if (vma.backing() != null) {
                own.merge(vma.backing(), Change.pages(vma.length()), Long::sum);
            }
        });
        return own;
    }

    MemoryUsage usage() {
        Totals totals = new Totals();
        PageSurvey pages = new PageSurvey(memory);
        map.forEach(vma -> totals.add(vma, new Sums(vma, Map.of()).over(pages)));
        long peak = Math.max(totals.resident, memory.peakResident());
        return new MemoryUsage(
                map.bytes(),
                Math.max(map.bytes(), memory.peakVirtual()),
                totals.resident,
                peak,
                totals.anonymous,
                totals.sharedMemory,
                map.dataBytes(),
                totals.stack,
                totals.executable,
                map.lockedBytes(),
                totals.tables * PAGE);
    }

    void forEachResidentPage(long address, long length, ResidentPageVisitor visitor) {
        Map<Backing, Long> own = ownPages();
        PageSurvey pages = new PageSurvey(memory);
        map.forEach(address, address + length, vma -> {
            Vma piece = vma.clip(address, address + length);
            long foreign = foreignMappings(piece, own);
            pages.forEach(piece.start(), piece.length(), (page, host, resident) -> {
                if (resident) {
                    visitor.visit(page, !isAnonymous(piece, host), sharers(piece, host, foreign) == 1);
                }
            });
        });
    }

    private boolean isAnonymous(Vma vma, long host) {
        return vma.isPrivate() && !vma.is(Vma.SPECIAL) && pool.owns(host);
    }

    /**
     * How many mappings there are for one of this memory: of a file it is only known how much of it is mapped in all, so those who
     * map it are taken to map the same of it.
     */
    private static long foreignMappings(Vma vma, Map<Backing, Long> own) {
        if (!(vma.backing() instanceof PagedBacking backing)) {
            return 1;
        }
        long mine = Math.max(1, own.getOrDefault(backing, 1L));
        return Math.max(1, Math.round((double) backing.mapped() / mine));
    }

    /** How many page-map entries point at a page; a frame has one reference more where its backing keeps it. */
    private long sharers(Vma vma, long host, long foreign) {
        if (!pool.owns(host)) {
            return foreign;
        }
        int references = pool.references(host);
        return Math.max(1, isAnonymous(vma, host) ? references : references - 1);
    }

    /** Whether a mapping shows what lives in memory, as far as its file's name tells. */
    private static boolean isMemoryFile(@Nullable Backing backing) {
        if (backing instanceof SharedMemory) {
            return true;
        }
        FileIdentity file = backing == null ? null : backing.file();
        return file != null && (file.path().startsWith("/memfd:") || file.path().startsWith("/dev/shm/"));
    }

    /** What is in memory of one mapping. */
    private final class Sums {
        private final Vma vma;
        private final boolean memoryFile;
        private final long foreign;
        private long resident;
        private long shared;
        private long dirty;
        private long sharedDirty;
        private long anonymous;
        private double proportional;
        private double proportionalDirty;
        private long windows;
        private long frames;
        private long tables;
        private long lastTable = -1;

        Sums(Vma vma, Map<Backing, Long> own) {
            this.vma = vma;
            this.memoryFile = isMemoryFile(vma.backing());
            this.foreign = foreignMappings(vma, own);
        }

        Sums over(PageSurvey pages) {
            pages.forEach(vma.start(), vma.length(), this::add);
            return this;
        }

        private void add(long address, long host, boolean inMemory) {
            if (address / TABLE_SPAN != lastTable) {
                lastTable = address / TABLE_SPAN;
                tables++;
            }
            if (pool.owns(host)) {
                frames += PAGE;
            } else {
                windows += PAGE;
            }
            if (inMemory) {
                addResident(host);
            }
        }

        private void addResident(long host) {
            boolean own = isAnonymous(vma, host);
            // Whether a file's page was written the host does not tell; memory is never as it is in a file.
            boolean isDirty = own || memoryFile;
            long sharers = sharers(vma, host, foreign);
            resident += PAGE;
            anonymous += own ? PAGE : 0;
            dirty += isDirty ? PAGE : 0;
            proportional += (double) PAGE / sharers;
            proportionalDirty += isDirty ? (double) PAGE / sharers : 0;
            if (sharers > 1) {
                shared += PAGE;
                sharedDirty += isDirty ? PAGE : 0;
            }
        }

        MappingUsage usage(Mapping mapping) {
            return new MappingUsage(
                    mapping,
                    resident,
                    shared,
                    dirty,
                    sharedDirty,
                    anonymous,
                    (long) proportional,
                    (long) proportionalDirty,
                    vma.is(Vma.LOCKED),
                    memoryFile,
                    VmFlags.of(vma),
                    windows,
                    frames);
        }
    }

    /** What is in memory of all mappings. */
    private static final class Totals {
        private long resident;
        private long anonymous;
        private long sharedMemory;
        private long stack;
        private long executable;
        private long tables;

        void add(Vma vma, Sums sums) {
            resident += sums.resident;
            anonymous += sums.anonymous;
            sharedMemory += sums.memoryFile ? sums.resident - sums.anonymous : 0;
            stack += vma.is(Vma.GROWS_DOWN) ? vma.length() : 0;
            boolean text = (vma.protection() & (Access.EXECUTE | Access.WRITE)) == Access.EXECUTE;
            executable += text && !vma.is(Vma.GROWS_DOWN) ? vma.length() : 0;
            tables += sums.tables;
        }
    }
}
