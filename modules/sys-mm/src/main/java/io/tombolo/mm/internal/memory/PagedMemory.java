package io.tombolo.mm.internal.memory;

import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.FaultResult;
import io.tombolo.core.spi.MappingUsage;
import io.tombolo.core.spi.MemoryUsage;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.core.spi.PageFaultHandler;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.mm.internal.backing.FileBacking;
import io.tombolo.mm.internal.backing.FileMapper;
import io.tombolo.mm.internal.backing.SegmentMemory;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.vma.Backing;
import io.tombolo.mm.internal.vma.Vma;
import io.tombolo.mm.internal.vma.VmaMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A process's memory: VMAs over an engine's address space. Thread-safe: one lock guards all changes; the VMAs in force are
 * an immutable value that look-ups read without it.
 */
public final class PagedMemory implements ProcessMemory, FileMapper {
    private final KernelMemory kernel;
    private final AddressSpace space;
    private final Layout layout;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger references = new AtomicInteger(1);
    private final AtomicInteger barriers = new AtomicInteger();
    private final FaultResolver faults;
    private final Heap heap;
    private final GuardPages guards = new GuardPages();
    private volatile VmaMap map;
    private volatile ProgramLayout program;
    private volatile Limits limits;
    private volatile long peakVirtual;
    /** Present pages, and the most that they have been; guarded by the lock. */
    private long presentPages;

    private volatile long peakPages;
    /** Where the end of a file was cut off last, -1 if nowhere. */
    private volatile long lastBeyond = -1;
    /** Whose limits those are; a fault comes without a task. */
    private volatile @Nullable Task actor;
    /** {@code MCL_FUTURE}: flags that new mappings get. */
    private volatile int futureFlags;

    private PagedMemory(KernelMemory kernel, AddressSpace space, Layout layout, VmaMap map, Limits limits) {
        this.kernel = kernel;
        this.space = space;
        this.layout = layout;
        this.map = map;
        this.limits = limits;
        this.peakVirtual = map.bytes();
        this.program = ProgramLayout.NONE;
        this.faults = new FaultResolver(this);
        this.heap = new Heap(this);
        space.setFaultHandler(new Handler());
    }

    /** An empty memory. */
    public static PagedMemory create(KernelMemory kernel) {
        AddressSpace space = kernel.engine().createAddressSpace();
        return new PagedMemory(
                kernel,
                space,
                new Layout(space.addressBits()),
                VmaMap.EMPTY,
                new Limits(new ResourceLimits(), () -> false));
    }

    /** The memory of a task, which acts under the task's limits from now on. */
    public static PagedMemory of(Task task) {
        PagedMemory memory = (PagedMemory) task.memory();
        memory.setActor(task);
        return memory;
    }

    @Override
    public void setActor(Task task) {
        if (actor != task) {
            limits =
                    new Limits(task.process().limits(), () -> task.credentials().privileged());
            actor = task;
        }
    }

    /** The process that it belongs to, or that has acted on it last; 0 if not known. */
    int owner() {
        Task last = actor;
        return last == null ? 0 : last.process().pid();
    }

    KernelMemory kernel() {
        return kernel;
    }

    Layout layout() {
        return layout;
    }

    Limits limits() {
        return limits;
    }

    /** The VMAs in force; they may change at any time unless the caller holds the lock. */
    VmaMap map() {
        return map;
    }

    void setMap(VmaMap to) {
        map = to;
        if (to.bytes() > peakVirtual) {
            peakVirtual = to.bytes();
        }
    }

    /** Counts pages that have become present, or absent if negative; the caller holds the lock. */
    void addPresent(long pages) {
        presentPages += pages;
        if (presentPages > peakPages) {
            peakPages = presentPages;
        }
    }

    /** The most bytes that have been mapped: {@code VmPeak}. */
    long peakVirtual() {
        return peakVirtual;
    }

    int futureFlags() {
        return futureFlags;
    }

    void setFutureFlags(int flags) {
        futureFlags = flags;
    }

    /** Begins a change; see {@link Change}. */
    Change change() {
        return new Change(this, lock);
    }

    /** The pages of {@code MADV_GUARD_INSTALL}; guarded by the lock. */
    GuardPages guards() {
        return guards;
    }

    /** The heap, for brk(2). */
    public Heap heap() {
        return heap;
    }

    @Override
    public AddressSpace addressSpace() {
        return space;
    }

    @Override
    public void retain() {
        references.incrementAndGet();
    }

    @Override
    public boolean tryRetain() {
        return references.getAndUpdate(now -> now == 0 ? 0 : now + 1) != 0;
    }

    @Override
    public void release() {
        if (references.decrementAndGet() > 0) {
            return;
        }
        try (Change change = change()) {
            change.unmap(0, layout.taskSize());
            change.commit(VmaMap.EMPTY);
        }
        space.close();
    }

    @Override
    public long map(long address, long length, int protection, int flags, @Nullable OpenFile file, long offset) {
        return new Mapper(this).map(address, length, protection, flags, file, offset);
    }

    @Override
    public void unmap(long address, long length) {
        new Mapper(this).unmap(address, length);
    }

    @Override
    public void protect(long address, long length, int protection) {
        new Protector(this).protect(address, length, protection);
    }

    /** mremap(2). */
    public long remap(long oldAddress, long oldSize, long newSize, int flags, long newAddress) {
        return new Remapper(this).remap(oldAddress, oldSize, newSize, flags, newAddress);
    }

    /**
     * Maps a System V segment, of which the caller has references for all pages: they are the mapping's then, and are dropped
     * if this throws. The mapping's part of shmat(2).
     *
     * @param address where; 0 for anywhere
     * @param replaces whether what is mapped there gives way
     * @throws ErrnoException {@code EINVAL}, {@code ENOMEM}, {@code EAGAIN}
     */
    public long attach(SegmentMemory segment, long address, int protection, boolean replaces) {
        return new Attacher(this).attach(segment, address, protection, replaces);
    }

    /** shmdt(2). */
    public void detach(long address) {
        new Attacher(this).detach(address);
    }

    /** How many mappings of a segment there are. */
    public int attachments(SegmentMemory segment) {
        int[] count = new int[1];
        map.forEach(vma -> count[0] += segment.equals(vma.backing()) ? 1 : 0);
        return count[0];
    }

    /** remap_file_pages(2). */
    public void remapFile(long address, long size, int protection, long pageOffset, int flags) {
        new FileRemapper(this).remap(address, size, protection, pageOffset, flags);
    }

    /** mseal(2). */
    public void seal(long address, long length, long flags) {
        new Sealer(this).seal(address, length, flags);
    }

    /**
     * Notes the NUMA policy of whole pages, for mbind(2).
     *
     * @param policy 0 for none; else a small number that says mode and nodes
     * @throws ErrnoException {@code EFAULT} if there is a hole
     */
    public void bind(long start, long end, int policy) {
        try (Change change = change()) {
            if (change.map().firstHole(start, end) < end) {
                throw ErrnoException.of(Errno.EFAULT);
            }
            int none = -1 << Vma.POLICY_SHIFT;
            change.commit(change.map().changing(start, end, vma -> vma.withFlags(policy << Vma.POLICY_SHIFT, none)));
        }
    }

    /** The NUMA policy of the mapping that holds an address, as {@link #bind} noted it; -1 if nothing is mapped there. */
    public int policy(long address) {
        Vma vma = map.find(Layout.untagged(address));
        return vma == null ? -1 : vma.flags() >>> Vma.POLICY_SHIFT;
    }

    /** madvise(2). */
    public void advise(long address, long length, int advice) {
        new Advisor(this).advise(address, length, advice);
    }

    /** msync(2). */
    public void synchronize(long address, long length, int flags) {
        new Synchronizer(this).synchronize(address, length, flags);
    }

    /** mincore(2): one byte for each page, its lowest bit telling whether the host has it in memory. */
    public byte[] residency(long address, long length) {
        return new Residency(this).of(address, length);
    }

    /** Whether no mapping holds an address. */
    public boolean isFree(long address) {
        return map.find(Layout.untagged(address)) == null;
    }

    /**
     * Brings in what the kernel may touch of a range on behalf of another process, from its beginning on: as far as mappings have
     * the right by the guest's word, whatever a processor could do besides, and without growing a stack.
     *
     * @param access {@link io.tombolo.core.spi.Access#READ} or {@code WRITE}
     * @return how many bytes of it that are
     */
    public long pinRemotely(long address, long length, int access) {
        VmaMap now = map;
        long start = Layout.untagged(address);
        long at = start;
        while (at - start < length) {
            Vma vma = now.find(at);
            if (vma == null || (vma.protection() & access) == 0) {
                break;
            }
            long end = Math.min(vma.end(), Layout.alignUp(start + length));
            for (long page = Layout.alignDown(at); page < end; page += FramePool.PAGE_SIZE) {
                if (populate(page, page + FramePool.PAGE_SIZE, access) != FaultResult.RESOLVED) {
                    return Math.max(0, page - start);
                }
            }
            at = end;
        }
        return Math.min(length, at - start);
    }

    /** Notes that the process means to use a command of membarrier(2). */
    public void registerBarrier(int command) {
        barriers.getAndUpdate(former -> former | command);
    }

    /** Whether {@link #registerBarrier} was called with a command. */
    public boolean hasRegisteredBarrier(int command) {
        return (barriers.get() & command) != 0;
    }

    /** The locks of mlock(2) and its relatives. */
    public Locker locks() {
        return new Locker(this);
    }

    @Override
    public long mapKernelPages(byte[] content, int protection, String name) {
        return new Mapper(this).mapKernelPages(content, protection, name);
    }

    @Override
    public long mapStack(long limit, boolean executable) {
        return new Mapper(this).mapStack(limit, executable);
    }

    @Override
    public void setBreakStart(long address) {
        heap.setStart(address);
    }

    @Override
    public void setProgramLayout(ProgramLayout to) {
        program = to;
    }

    @Override
    public ProgramLayout programLayout() {
        return program;
    }

    @Override
    public FaultResult handleFault(long address, int access) {
        return faults.resolve(address, access);
    }

    /** Brings in what can be of a range, for writing where the mapping is private and writable. */
    void populate(long start, long end) {
        faults.populate(start, end);
    }

    /** The same, which stops at the first page that cannot be brought in, as mlock(2) does. */
    FaultResult populateWhole(long start, long end) {
        return faults.populateWhole(start, end);
    }

    /** Brings the pages of a range in for one kind of access; stops at the first one that cannot be. */
    FaultResult populate(long start, long end, int access) {
        return faults.populate(start, end, access);
    }

    @Override
    public ProcessMemory fork() {
        return new Forker(this).fork();
    }

    /** A memory with this one's settings over a new address space, for {@link Forker}. */
    PagedMemory sibling(AddressSpace childSpace, VmaMap childMap) {
        PagedMemory child = new PagedMemory(kernel, childSpace, new Layout(layout), childMap, limits);
        child.program = program;
        child.heap.copyFrom(heap);
        return child;
    }

    private final class Handler implements PageFaultHandler {
        @Override
        public FaultResult handle(long address, int access) {
            return handleFault(address, access);
        }

        @Override
        public long dropVanished() {
            return PagedMemory.this.dropVanished();
        }
    }

    /** Looks at the size of every file that is mapped; see {@link PageFaultHandler#dropVanished}. */
    private long dropVanished() {
        long[] lowest = {-1};
        try (Change change = change()) {
            change.map().forEach(vma -> {
                if (vma.backing() instanceof FileBacking file) {
                    long beyond = dropBeyond(change, vma, end(file), true);
                    lowest[0] = lowest[0] < 0 ? beyond : lowest[0];
                }
            });
        }
        return lowest[0] < 0 ? lastBeyond : lowest[0];
    }

    /** Where a file ends, in whole pages; nowhere if the host does not tell. */
    private static long end(FileBacking file) {
        try {
            return file.lastPageEnd();
        } catch (ErrnoException unknown) {
            return Long.MAX_VALUE;
        }
    }

    /** Makes absent what a VMA shows of its file from an offset on; answers the first address there, -1 if it shows no more. */
    private static long dropBeyond(Change change, Vma vma, long from, boolean copies) {
        long kept = Math.max(0, from - vma.offset());
        if (kept >= vma.length()) {
            return -1;
        }
        change.dropFilePages(vma.start() + kept, vma.end(), copies);
        change.memory().lastBeyond = vma.start() + kept;
        return vma.start() + kept;
    }

    @Override
    public void dropFilePages(Object file, long from, boolean copies) {
        try (Change change = change()) {
            change.map().forEach(vma -> {
                if (vma.backing() != null && vma.backing().identity().equals(file)) {
                    dropBeyond(change, vma, from, copies);
                }
            });
        }
    }

    @Override
    public @Nullable SharedLocation sharedLocation(long address) {
        Vma vma = map.find(address);
        if (vma == null) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        if (vma.isPrivate()) {
            return null;
        }
        Backing backing = Objects.requireNonNull(vma.backing(), "shared memory has a backing");
        return new SharedLocation(backing.identity(), vma.offsetOf(address));
    }

    @Override
    public List<Mapping> mappings() {
        return new Inspector(this).mappings();
    }

    @Override
    public List<MappingUsage> mappingUsages() {
        return new Inspector(this).mappingUsages();
    }

    @Override
    public void forEachResidentPage(long address, long length, ResidentPageVisitor visitor) {
        new Inspector(this).forEachResidentPage(address, length, visitor);
    }

    @Override
    public MemoryUsage usage() {
        return new Inspector(this).usage();
    }

    @Override
    public long peakResident() {
        return peakPages << FramePool.PAGE_SHIFT;
    }

    @Override
    public void resetPeakResident() {
        try (Change change = change()) {
            peakPages = presentPages;
            change.commit(change.map());
        }
    }

    /** Whether a host address lies in anonymous memory. */
    boolean isFrame(long hostAddress) {
        return pool().owns(hostAddress);
    }

    FramePool pool() {
        return kernel.pool();
    }
}
