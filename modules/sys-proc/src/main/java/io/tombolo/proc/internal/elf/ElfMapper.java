package io.tombolo.proc.internal.elf;

import io.tombolo.core.abi.Elf;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Mman;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.ProcessMemory;
import org.jspecify.annotations.Nullable;

/**
 * Maps the segments of an image into a memory, as {@code elf_load} of {@code fs/binfmt_elf.c} does, and keeps track of where
 * code and data came to lie. One object maps one image.
 */
public final class ElfMapper {
    private static final int PRIVATE_FIXED = Mman.MAP_PRIVATE | Mman.MAP_FIXED;
    private static final int SEGMENT = PRIVATE_FIXED | Mman.MAP_DENYWRITE;
    private static final int ZERO_FIXED = PRIVATE_FIXED | Mman.MAP_ANONYMOUS;

    private final ProcessMemory memory;
    private final ElfImage image;
    private final long limit;
    private long bias;
    private long startCode = -1;
    private long endCode;
    private long startData;
    private long endData;
    private long end;

    /** Over a memory that no task runs in yet. */
    public ElfMapper(ProcessMemory memory, ElfImage image) {
        this.memory = memory;
        this.image = image;
        this.limit = 1L << memory.addressSpace().addressBits();
    }

    /**
     * Maps all segments.
     *
     * @param preferred where a movable image should begin; 0 for anywhere
     * @throws ErrnoException {@code EINVAL}, {@code ENOMEM}, {@code EEXIST}...
     */
    public void map(long preferred) {
        long lowest = Long.MAX_VALUE;
        long highest = 0;
        long alignment = ProgramHeader.PAGE;
        for (ProgramHeader segment : image.segments()) {
            if (segment.loadable()) {
                check(segment);
                lowest = Math.min(lowest, ProgramHeader.pageStart(segment.address()));
                highest = Math.max(highest, segment.address() + segment.memorySize());
                alignment = Math.max(alignment, alignment(segment));
            }
        }
        if (highest <= lowest) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        bias = place(lowest, ProgramHeader.pageEnd(highest) - lowest, preferred, alignment);
        for (ProgramHeader segment : image.segments()) {
            if (segment.loadable()) {
                map(segment);
            }
        }
    }

    private void check(ProgramHeader segment) {
        if (segment.address() < 0
                || segment.address() > limit
                || segment.fileSize() < 0
                || Long.compareUnsigned(segment.fileSize(), segment.memorySize()) > 0
                || segment.memorySize() < 0
                || segment.memorySize() > limit - segment.address()) {
            throw ErrnoException.of(Errno.EINVAL);
        }
    }

    private static long alignment(ProgramHeader segment) {
        long alignment = segment.alignment();
        return alignment > 0 && Long.bitCount(alignment) == 1 ? alignment : ProgramHeader.PAGE;
    }

    /** Finds room for the whole image, so that its segments keep their distances; returns what addresses move by. */
    private long place(long lowest, long length, long preferred, long alignment) {
        int flags = Mman.MAP_PRIVATE | Mman.MAP_ANONYMOUS | Mman.MAP_NORESERVE;
        if (!image.header().movable()) {
            memory.unmap(memory.map(lowest, length, 0, flags | Mman.MAP_FIXED_NOREPLACE, null, 0), length);
            return 0;
        }
        long room = Math.addExact(length, alignment);
        long start = memory.map(preferred, room, 0, flags, null, 0);
        memory.unmap(start, room);
        return (start + alignment - 1 & -alignment) - lowest;
    }

    private void map(ProgramHeader segment) {
        long start = bias + ProgramHeader.pageStart(segment.address());
        long zeroFrom = bias + segment.address() + segment.fileSize();
        long segmentEnd = bias + segment.address() + segment.memorySize();
        if (segment.fileSize() != 0) {
            long length = ProgramHeader.pageEnd(segment.fileSize() + segment.pageOffset());
            long offset = segment.offset() - segment.pageOffset();
            if (ProgramHeader.pageStart(offset) != offset) {
                throw ErrnoException.of(Errno.EINVAL);
            }
            memory.map(start, length, segment.protection(), SEGMENT, image.file(), offset);
        } else {
            zeroFrom = start;
        }
        if (segmentEnd > zeroFrom) {
            mapZeros(segment, zeroFrom, segmentEnd);
        }
        note(segment);
    }

    /** What a segment has in memory beyond its contents in the file: the rest of a page, then pages of their own. */
    private void mapZeros(ProgramHeader segment, long from, long to) {
        long firstPage = ProgramHeader.pageEnd(from);
        long lastPage = ProgramHeader.pageEnd(to);
        if (segment.fileSize() != 0 && firstPage > from && (segment.flags() & Elf.PF_W) != 0) {
            memory.addressSpace().memory().fill(from, firstPage - from, (byte) 0);
        }
        if (lastPage > firstPage) {
            int protection = Mman.PROT_READ | Mman.PROT_WRITE | (segment.protection() & Mman.PROT_EXEC);
            memory.map(firstPage, lastPage - firstPage, protection, ZERO_FIXED, null, 0);
        }
    }

    private void note(ProgramHeader segment) {
        long start = bias + segment.address();
        long fileEnd = start + segment.fileSize();
        if (startCode < 0 || start < startCode) {
            startCode = start;
        }
        startData = Math.max(startData, start);
        if ((segment.flags() & Elf.PF_X) != 0) {
            endCode = Math.max(endCode, fileEnd);
        }
        endData = Math.max(endData, fileEnd);
        end = Math.max(end, start + segment.memorySize());
    }

    /** By how much addresses in the file moved. */
    public long bias() {
        return bias;
    }

    /** Where the image begins to run. */
    public long entry() {
        return image.header().entry() + bias;
    }

    /** Where the program headers lie in memory; 0 if no segment holds them. */
    public long programHeaders() {
        ProgramHeader holder = holderOf(image.header().tableOffset());
        return holder == null ? 0 : bias + image.header().tableOffset() - holder.offset() + holder.address();
    }

    private @Nullable ProgramHeader holderOf(long offset) {
        for (ProgramHeader segment : image.segments()) {
            if (segment.loadable() && segment.offset() <= offset && offset < segment.offset() + segment.fileSize()) {
                return segment;
            }
        }
        return null;
    }

    /** Lowest address of the image. */
    public long startCode() {
        return startCode;
    }

    /** One past the last byte of code. */
    public long endCode() {
        return endCode;
    }

    /** The beginning of the last segment. */
    public long startData() {
        return startData;
    }

    /** One past the last byte that comes from the file. */
    public long endData() {
        return endData;
    }

    /** One past the last byte in memory: where the heap may begin. */
    public long end() {
        return end;
    }
}
