package io.tombolo.mm.internal.frame;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.MemoryObject;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.Mman;
import io.tombolo.host.posix.NativeMemory;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The anonymous memory of one kernel: a sparse memory file, mapped as a whole, of which the host backs only what was
 * touched. A frame is a page of it, named by its host address. <em>Every page-map entry that points at a frame holds a
 * reference to it</em>, and so does whoever else keeps it. A frame that nobody references is punched out of the file, so its
 * memory goes back to the host and it reads as zeros when it is handed out again.
 *
 * <p>Thread-safe. The pool's lock is innermost: nothing else is locked and no host call is made under it.
 */
public final class FramePool extends MemoryObject {
    /** Binary logarithm of the page size. */
    public static final int PAGE_SHIFT = 12;
    /** Bytes of a page. */
    public static final int PAGE_SIZE = 1 << PAGE_SHIFT;
    /** The most pages that one allocation gives. */
    public static final int LONGEST_RUN = FrameAllocator.CLUSTER;

    private static final long LARGEST = 1L << 38;
    private static final long SMALLEST = 1L << 32;
    private static final int CHUNK_SHIFT = 14;
    private static final int CHUNK_MASK = (1 << CHUNK_SHIFT) - 1;

    private final Host host;
    private final int file;
    private final long base;
    private final long size;
    private final FrameAllocator allocator;
    /** Reference counts by frame, in chunks that are made on first use. */
    private final AtomicReferenceArray<AtomicIntegerArray> counts;

    private FramePool(Host host, int file, long base, long size) {
        this.host = host;
        this.file = file;
        this.base = base;
        this.size = size;
        this.allocator = new FrameAllocator((int) (size / PAGE_SIZE / FrameAllocator.CLUSTER));
        this.counts = new AtomicReferenceArray<>((int) (size >> PAGE_SHIFT >> CHUNK_SHIFT));
    }

    /**
     * Makes a pool as large as the host lets it be: 256 GiB, which cost nothing until they are touched, or less where the host
     * limits the address space.
     *
     * @throws ErrnoException {@code ENOMEM}, {@code EMFILE}
     */
    public static FramePool create(Host host) {
        int file = host.mappings().createMemoryFile("tombolo-anonymous", Mman.MFD_CLOEXEC);
        for (long size = LARGEST; size >= SMALLEST; size /= 4) {
            try {
                host.files().truncate(file, size);
                int flags = Mman.MAP_SHARED | Mman.MAP_NORESERVE;
                long base = host.mappings().map(0, size, Mman.PROT_READ | Mman.PROT_WRITE, flags, file, 0);
                return new FramePool(host, file, base, size);
            } catch (ErrnoException tooLarge) {
                // The next smaller size may do.
            }
        }
        host.files().close(file);
        throw ErrnoException.of(Errno.ENOMEM);
    }

    @Override
    public long hostAddress() {
        return base;
    }

    @Override
    public long length() {
        return size;
    }

    /** Whether a host address lies in a frame. */
    public boolean owns(long hostAddress) {
        return hostAddress - base >= 0 && hostAddress - base < size;
    }

    /** Where a frame lies in this object. */
    public long offset(long hostAddress) {
        return hostAddress - base;
    }

    /**
     * Hands out adjoining zero-filled frames, each with one reference.
     *
     * @param count 1 to {@link #LONGEST_RUN}
     * @return the host address of the first; 0 if the pool is used up
     */
    public long allocate(int count) {
        int first;
        synchronized (allocator) {
            first = allocator.allocate(count);
        }
        if (first == FrameAllocator.NONE) {
            return 0;
        }
        for (int frame = first; frame < first + count; frame++) {
            chunk(frame).set(frame & CHUNK_MASK, 1);
        }
        return base + ((long) first << PAGE_SHIFT);
    }

    private AtomicIntegerArray chunk(int frame) {
        int index = frame >>> CHUNK_SHIFT;
        AtomicIntegerArray chunk = counts.get(index);
        if (chunk == null) {
            counts.compareAndSet(index, null, new AtomicIntegerArray(1 << CHUNK_SHIFT));
            chunk = counts.get(index);
        }
        return chunk;
    }

    private int frame(long hostAddress) {
        return (int) ((hostAddress - base) >> PAGE_SHIFT);
    }

    /** How many references a frame has. */
    public int references(long hostAddress) {
        int frame = frame(hostAddress);
        return chunk(frame).get(frame & CHUNK_MASK);
    }

    /** Adds a reference to a frame that has one. */
    public void retain(long hostAddress) {
        retain(hostAddress, 1);
    }

    /** Adds a reference to each of some adjoining frames that have one. */
    public void retain(long hostAddress, int count) {
        int frame = frame(hostAddress);
        int end = frame + count;
        while (frame < end) {
            AtomicIntegerArray chunk = chunk(frame);
            int stop = Math.min(end, (frame | CHUNK_MASK) + 1);
            for (; frame < stop; frame++) {
                chunk.getAndIncrement(frame & CHUNK_MASK);
            }
        }
    }

    /** Drops one reference of each frame of some; what nobody references goes back to the host. */
    public void release(PageRuns frames) {
        for (int run = 0; run < frames.runs(); run++) {
            release(frames.start(run), frames.pages(run));
        }
    }

    /** Drops one reference of each of some adjoining frames. */
    public void release(long hostAddress, int count) {
        int first = frame(hostAddress);
        int freeFrom = first;
        for (int frame = first; frame < first + count; frame++) {
            int left = chunk(frame).decrementAndGet(frame & CHUNK_MASK);
            if (left < 0) {
                throw new IllegalStateException("frame " + frame + " released too often");
            }
            if (left > 0) {
                giveBack(freeFrom, frame);
                freeFrom = frame + 1;
            }
        }
        giveBack(freeFrom, first + count);
    }

    private void giveBack(int from, int to) {
        if (from == to) {
            return;
        }
        clear((long) from << PAGE_SHIFT, (long) (to - from) << PAGE_SHIFT);
        synchronized (allocator) {
            allocator.free(from, to - from);
        }
        int together = host.mappings().pageSize() >> PAGE_SHIFT;
        if (from % together != 0) {
            punchIfFree(from - from % together, together);
        }
        if (to % together != 0) {
            punchIfFree(to - to % together, together);
        }
    }

    /** Gives a larger page of the host back, of which a part has just been freed, if the rest is free as well. */
    private void punchIfFree(int first, int together) {
        boolean taken;
        synchronized (allocator) {
            taken = allocator.take(first, together);
        }
        if (taken) {
            clear((long) first << PAGE_SHIFT, (long) together << PAGE_SHIFT);
            synchronized (allocator) {
                allocator.free(first, together);
            }
        }
    }

    /** Makes frames in use read as zeros, and gives their memory back to the host. */
    public void punch(long hostAddress, long length) {
        clear(offset(hostAddress), length);
    }

    /** Punches whole pages of the host out of the file; it cannot give back parts of one, so those are overwritten. */
    private void clear(long from, long length) {
        long hostPage = host.mappings().pageSize();
        long end = from + length;
        long first = Math.min(end, (from + hostPage - 1) & -hostPage);
        long last = Math.max(first, end & -hostPage);
        overwrite(from, first);
        punchOut(first, last);
        overwrite(last, end);
    }

    private void punchOut(long from, long to) {
        if (from == to) {
            return;
        }
        try {
            host.files().punchHole(file, from, to - from);
        } catch (ErrnoException refused) {
            // What is freed must be empty; that the host keeps its memory for now is the lesser evil.
            overwrite(from, to);
        }
    }

    private void overwrite(long from, long to) {
        if (from < to) {
            NativeMemory.fill(base + from, to - from, (byte) 0);
        }
    }

    /** Has the host find memory for frames, or pages of files, ahead of their use; as much of it as it can. */
    public void bringIn(PageRuns frames) {
        for (int run = 0; run < frames.runs(); run++) {
            try {
                long hostPage = host.mappings().pageSize();
                long from = frames.start(run) & -hostPage;
                long to = (frames.start(run) + ((long) frames.pages(run) << PAGE_SHIFT) + hostPage - 1) & -hostPage;
                host.mappings().advise(from, to - from, Mman.MADV_POPULATE_READ);
            } catch (ErrnoException notAhead) {
                // Linux before 5.14, or no memory now: then it is found when the page is touched.
                return;
            }
        }
    }

    /** How many of some adjoining frames the host holds in memory: those that somebody has touched. */
    public int residentPages(long hostAddress, int count) {
        byte[] vector = new byte[count];
        ResidentPages.ask(host.mappings(), hostAddress, count, vector, 0);
        int resident = 0;
        for (byte page : vector) {
            resident += page;
        }
        return resident;
    }

    /** How many frames are handed out. */
    public long framesInUse() {
        synchronized (allocator) {
            return allocator.used();
        }
    }

    /** Bytes that the host holds for the pool. */
    public long residentBytes() {
        return host.files().status(file).blocks() * 512;
    }

    @Override
    protected void free() {
        host.mappings().tryUnmap(base, size);
        host.files().closeQuietly(file);
    }
}
