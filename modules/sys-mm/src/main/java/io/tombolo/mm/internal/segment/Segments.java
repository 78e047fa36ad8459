package io.tombolo.mm.internal.segment;

import io.tombolo.core.Credentials;
import io.tombolo.core.Process;
import io.tombolo.core.ResourceLimits;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Ipc;
import io.tombolo.core.ipc.IpcTable;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.mm.internal.backing.SegmentMemory;
import io.tombolo.mm.internal.memory.HugePages;
import io.tombolo.mm.internal.memory.KernelMemory;
import io.tombolo.mm.internal.memory.PagedMemory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The System V shared memory segments of a kernel, with the rules of Linux's {@code ipc/shm.c}. Its monitor guards them all; no lock
 * is taken and no host call made under it, except that the host is asked how much of a segment is in memory.
 *
 * <p>How many mappings a segment has is not kept but counted when somebody asks: a VMA comes and goes in many ways. A removed segment
 * lives as long as pages of it are mapped, whoever looks at the table.
 */
@Singleton
public final class Segments {
    /** {@code SHMMNI}. */
    public static final int MOST_SEGMENTS = 4096;
    /** {@code SHMMAX} and {@code SHMALL}: {@code ULONG_MAX - (1UL << 24)}. */
    public static final long LARGEST = -1L - (1L << 24);

    private final KernelMemory memory;
    private final KernelServices services;
    private final IpcTable<Segment> table = new IpcTable<>(MOST_SEGMENTS);

    @Inject
    Segments(KernelMemory memory, KernelServices services) {
        this.memory = memory;
        this.services = services;
    }

    /**
     * shmget(2).
     *
     * @param size in bytes, unsigned
     * @return the identifier
     */
    public synchronized int get(Task task, int key, long size, int flags) {
        forgetDead();
        return table.get(task.credentials(), key, flags, () -> make(task, key, size, flags), found -> {
                    if (Long.compareUnsigned(found.size(), size) < 0) {
                        throw ErrnoException.of(Errno.EINVAL);
                    }
                })
                .id();
    }

    private Segment make(Task task, int key, long size, int flags) {
        if (size == 0 || Long.compareUnsigned(size, LARGEST) > 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if ((flags & Ipc.SHM_HUGETLB) != 0) {
            throw HugePages.refusal(flags >>> Ipc.SHM_HUGE_SHIFT & Ipc.SHM_HUGE_MASK);
        }
        Segment made = new Segment(
                memory.pool(),
                task.credentials(),
                key,
                flags,
                size,
                task.process().pid());
        if (size < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if ((flags & Ipc.SHM_NORESERVE) == 0 && size > memory.commitLimit()) {
            throw ErrnoException.of(Errno.ENOMEM);
        }
        return made;
    }

    /**
     * The memory of a segment, with references for all of its pages, which the caller hands to a mapping before it calls {@link
     * #attached}.
     *
     * @param wanted the permission bits that the mapping needs
     * @throws ErrnoException {@code EINVAL}, {@code EACCES}
     */
    public synchronized SegmentMemory attaching(Credentials who, int id, int wanted) {
        forgetDead();
        Segment segment = table.require(id);
        segment.requireAccess(who, wanted);
        if (!segment.memory().tryRetain(segment.pages())) {
            throw ErrnoException.of(Errno.EIDRM);
        }
        segment.addAttaching(1);
        return segment.memory();
    }

    /** Ends {@link #attaching}, whatever came of it. */
    public synchronized void attached(SegmentMemory attached) {
        for (Segment segment : table.objects()) {
            if (segment.memory().equals(attached)) {
                segment.addAttaching(-1);
            }
        }
    }

    /** {@code IPC_RMID}: the segment goes at once, or with its last mapping. */
    public void remove(Credentials who, int id) {
        Segment segment;
        synchronized (this) {
            forgetDead();
            segment = table.require(id);
            segment.requireOwner(who);
            if (segment.isRemoved()) {
                return;
            }
            segment.setModeFlags(Segment.REMOVED, 0);
            table.forgetKey(segment);
            forgetDead();
        }
        segment.memory().release(1);
    }

    /** {@code IPC_SET}. */
    public synchronized void change(Credentials who, int id, ByteBuffer permissions) {
        forgetDead();
        Segment segment = table.require(id);
        segment.requireOwner(who);
        segment.change(permissions);
    }

    /** {@code SHM_LOCK} and {@code SHM_UNLOCK}. */
    public synchronized void lock(Task task, int id, boolean locks) {
        forgetDead();
        Segment segment = table.require(id);
        Credentials who = task.credentials();
        ResourceLimits limits = task.process().limits();
        if (!who.privileged()) {
            boolean owns = who.effectiveUser() == segment.user() || who.effectiveUser() == segment.creatorUser();
            if (!owns || (locks && limits.soft(ResourceLimits.LOCKED_MEMORY) == 0)) {
                throw ErrnoException.of(Errno.EPERM);
            }
            if (locks && !segment.isLocked()) {
                long already = table.objects().stream()
                        .filter(Segment::isLocked)
                        .mapToLong(Segment::pages)
                        .sum();
                if ((already + segment.pages()) << 12 > limits.bound(ResourceLimits.LOCKED_MEMORY)) {
                    throw ErrnoException.of(Errno.ENOMEM);
                }
            }
        }
        segment.setModeFlags(locks ? Segment.LOCKED : 0, locks ? 0 : Segment.LOCKED);
    }

    /** Which segment {@link #tell} is asked for. */
    public enum Selection {
        /** By identifier, to whoever may read it. */
        IDENTIFIER,
        /** By slot, to whoever may read it. */
        SLOT,
        /** By slot, to anybody. */
        SLOT_FOR_ANYBODY
    }

    /**
     * Tells of a segment.
     *
     * @param to is given it under the monitor
     * @return its identifier
     * @throws ErrnoException {@code EINVAL}, {@code EACCES}
     */
    public synchronized int tell(
            Credentials who, int number, Selection selection, BiConsumer<Segment, SegmentStatus> to) {
        forgetDead();
        Segment segment = selection == Selection.IDENTIFIER ? table.require(number) : table.requireAt(number);
        if (selection != Selection.SLOT_FOR_ANYBODY) {
            segment.requireAccess(who, Ipc.SHM_R);
        }
        to.accept(segment, status(segment));
        return segment.id();
    }

    /** Tells of every segment, by slot, under the monitor. */
    public synchronized void tellAll(BiConsumer<Segment, SegmentStatus> to) {
        forgetDead();
        table.objects().forEach(segment -> to.accept(segment, status(segment)));
    }

    /** The highest slot in use; 0 if there is none. */
    public synchronized int highestSlot() {
        forgetDead();
        return table.highestSlot();
    }

    private SegmentStatus status(Segment segment) {
        SegmentMemory content = segment.memory();
        return new SegmentStatus(
                segment.size(),
                content.attachSeconds(),
                content.detachSeconds(),
                segment.changeSeconds(),
                segment.creator(),
                content.lastProcess(),
                attachments(segment));
    }

    private int attachments(Segment segment) {
        int count = segment.beingAttached();
        for (PagedMemory each : memories()) {
            count += each.attachments(segment.memory());
        }
        return count;
    }

    /** The memories of all processes, each once. */
    private Set<PagedMemory> memories() {
        Set<PagedMemory> all = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Process process : services.kernel().processes().processes()) {
            for (Task task : process.tasks()) {
                ProcessMemory each = task.memory();
                if (each instanceof PagedMemory paged) {
                    all.add(paged);
                }
            }
        }
        return all;
    }

    private void forgetDead() {
        List<Segment> dead = new ArrayList<>(0);
        for (Segment segment : table.objects()) {
            if (segment.isRemoved() && attachments(segment) == 0) {
                dead.add(segment);
            }
        }
        dead.forEach(table::remove);
    }
}
