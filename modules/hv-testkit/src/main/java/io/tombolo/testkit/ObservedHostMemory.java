package io.tombolo.testkit;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.core.spi.Access;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.Mman;
import io.tombolo.host.posix.spi.HostCalls;
import io.tombolo.host.posix.spi.SyscallNumbers;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Stage2Model} knows of the host's memory: it stands before the host and follows mmap(2), munmap(2) and mprotect(2). Each region
 * keeps a descriptor of its file, so that the model can look at the same pages from elsewhere. Not thread-safe; its owner locks.
 */
final class ObservedHostMemory {
    private static final int ALL = Access.READ | Access.WRITE | Access.EXECUTE;

    private final HostCalls host;
    private final TreeMap<Long, Region> regions = new TreeMap<>();

    ObservedHostMemory(HostCalls host) {
        this.host = host;
    }

    /** A host mapping of a file. */
    static final class Region {
        final long start;
        final long end;
        final File file;
        final long offset;
        final boolean shared;
        int protection;

        Region(long start, long end, File file, long offset, boolean shared, int protection) {
            this.start = start;
            this.end = end;
            this.file = file;
            this.offset = offset;
            this.shared = shared;
            this.protection = protection;
        }

        /** What the mapping may ever be let do: macOS's {@code max_protection}. */
        int maximum() {
            return shared && !file.writable ? Access.READ : ALL;
        }

        Region part(long from, long to) {
            return new Region(from, to, file, offset + (from - start), shared, protection);
        }
    }

    /** A file that regions show, kept open for as long as any does. */
    static final class File {
        final int descriptor;
        final boolean writable;
        int regions;

        File(int descriptor, boolean writable) {
            this.descriptor = descriptor;
            this.writable = writable;
        }
    }

    /** Notes a mapping that was made. Anonymous ones are none of stage 2's business here. */
    void mapped(long start, long end, int protection, long flags, int descriptor, long offset) {
        removed(start, end);
        if (descriptor < 0) {
            return;
        }
        int mode = (int) check(host.call(SyscallNumbers.FCNTL, descriptor, Fcntl.F_GETFL)) & Fcntl.O_ACCMODE;
        int own = (int) check(host.call(SyscallNumbers.FCNTL, descriptor, Fcntl.F_DUPFD_CLOEXEC));
        File file = new File(own, mode == Fcntl.O_RDWR);
        add(new Region(start, end, file, offset, (flags & Mman.MAP_SHARED) != 0, protection));
    }

    private void add(Region region) {
        regions.put(region.start, region);
        region.file.regions++;
    }

    /** Notes that nothing is mapped there any more. */
    void removed(long start, long end) {
        for (Region region = firstIn(start, end); region != null; region = firstIn(start, end)) {
            regions.remove(region.start);
            if (region.start < start) {
                add(region.part(region.start, start));
            }
            if (region.end > end) {
                add(region.part(end, region.end));
            }
            if (--region.file.regions == 0) {
                host.call(SyscallNumbers.CLOSE, region.file.descriptor);
            }
        }
    }

    private @Nullable Region firstIn(long start, long end) {
        Map.Entry<Long, Region> before = regions.floorEntry(start);
        if (before != null && before.getValue().end > start) {
            return before.getValue();
        }
        Map.Entry<Long, Region> next = regions.higherEntry(start);
        return next != null && next.getKey() < end ? next.getValue() : null;
    }

    /** Notes other rights of the host. */
    void reprotected(long start, long end, int protection) {
        for (Region region : regions.subMap(start, end).values()) {
            region.protection = protection;
        }
    }

    /** The region that holds a whole range. */
    @Nullable
    Region holding(long start, long end) {
        Map.Entry<Long, Region> entry = regions.floorEntry(start);
        return entry != null && entry.getValue().end >= end ? entry.getValue() : null;
    }

    /** How many file mappings there are. */
    int count() {
        return regions.size();
    }

    /** Maps the same pages once more, as the region does, and answers where. */
    long alias(Region region, long start, long length) {
        int protection = region.shared && !region.file.writable ? Mman.PROT_READ : Mman.PROT_READ | Mman.PROT_WRITE;
        int flags = region.shared ? Mman.MAP_SHARED : Mman.MAP_PRIVATE;
        long offset = region.offset + (start - region.start);
        return check(host.call(SyscallNumbers.MMAP, 0, length, protection, flags, region.file.descriptor, offset));
    }

    void unalias(long address, long length) {
        check(host.call(SyscallNumbers.MUNMAP, address, length));
    }
}
