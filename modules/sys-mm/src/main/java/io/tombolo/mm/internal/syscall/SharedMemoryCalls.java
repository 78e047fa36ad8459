package io.tombolo.mm.internal.syscall;

import static io.tombolo.core.abi.Ipc.*;

import io.tombolo.core.Credentials;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.layout.ShmidDsLayout;
import io.tombolo.core.spi.Access;
import io.tombolo.core.spi.Arg;
import io.tombolo.core.spi.ArgumentKind;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.Syscall;
import io.tombolo.mm.internal.backing.SegmentMemory;
import io.tombolo.mm.internal.memory.PagedMemory;
import io.tombolo.mm.internal.segment.Segment;
import io.tombolo.mm.internal.segment.SegmentStatus;
import io.tombolo.mm.internal.segment.Segments;
import io.tombolo.mm.internal.segment.Segments.Selection;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** System V shared memory: shmget(2), shmat(2), shmdt(2), shmctl(2). */
public final class SharedMemoryCalls {
    private static final int PAGE = 4096;
    private static final int SHMINFO_SIZE = 72;
    private static final int SHM_INFO_SIZE = 48;

    private final Segments segments;

    @Inject
    SharedMemoryCalls(Segments segments) {
        this.segments = segments;
    }

    /** Finds or makes a segment. */
    @Syscall("shmget")
    public int shmget(
            Task task,
            @Arg(ArgumentKind.HEX) int key,
            @Arg(ArgumentKind.SIZE) long size,
            @Arg(ArgumentKind.HEX) int shmflg) {
        return segments.get(task, key, size, shmflg);
    }

    /** Maps a segment. */
    @Syscall(value = "shmat", result = ArgumentKind.HEX)
    public long shmat(Task task, int shmid, long shmaddr, @Arg(ArgumentKind.HEX) int shmflg) {
        long address = address(shmaddr, shmflg);
        boolean writes = (shmflg & SHM_RDONLY) == 0;
        boolean executes = (shmflg & SHM_EXEC) != 0;
        int wanted = SHM_R | (writes ? SHM_W : 0) | (executes ? 0100 : 0);
        int protection = Access.READ | (writes ? Access.WRITE : 0) | (executes ? Access.EXECUTE : 0);
        SegmentMemory segment = segments.attaching(task.credentials(), shmid, wanted);
        try {
            return PagedMemory.of(task).attach(segment, address, protection, (shmflg & SHM_REMAP) != 0);
        } finally {
            segments.attached(segment);
        }
    }

    /** {@code SHMLBA} is the page size. */
    private static long address(long asked, int flags) {
        boolean remaps = (flags & SHM_REMAP) != 0;
        boolean rounds = (flags & SHM_RND) != 0;
        long address = asked & -PAGE;
        if ((address != asked && !rounds) || (address == 0 && remaps)) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return address;
    }

    /** Unmaps a segment. */
    @Syscall("shmdt")
    public void shmdt(Task task, long shmaddr) {
        PagedMemory.of(task).detach(shmaddr);
    }

    /** Tells of segments, changes and removes them. */
    @Syscall(value = "shmctl", limits = "the host may still page out what SHM_LOCK has locked")
    public long shmctl(Task task, int shmid, int cmd, @Arg(ArgumentKind.POINTER) long buf) {
        if (cmd < 0 || shmid < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        Credentials who = task.credentials();
        return switch (cmd) {
            case IPC_INFO -> limits(task, buf);
            case SHM_INFO -> totals(task, buf);
            case IPC_STAT -> {
                tell(task, shmid, Selection.IDENTIFIER, buf);
                yield 0;
            }
            case SHM_STAT -> tell(task, shmid, Selection.SLOT, buf);
            case SHM_STAT_ANY -> tell(task, shmid, Selection.SLOT_FOR_ANYBODY, buf);
            case IPC_SET -> {
                byte[] given = new byte[ShmidDsLayout.SIZEOF];
                task.guest().copyIn(buf, given, 0, given.length);
                segments.change(who, shmid, buffer(given));
                yield 0;
            }
            case IPC_RMID -> {
                segments.remove(who, shmid);
                yield 0;
            }
            case SHM_LOCK, SHM_UNLOCK -> {
                segments.lock(task, shmid, cmd == SHM_LOCK);
                yield 0;
            }
            default -> throw ErrnoException.of(Errno.EINVAL);
        };
    }

    private int tell(Task task, int number, Selection selection, long buf) {
        byte[] status = new byte[ShmidDsLayout.SIZEOF];
        int id = segments.tell(
                task.credentials(), number, selection, (segment, told) -> put(buffer(status), segment, told));
        task.guest().copyOut(buf, status, 0, status.length);
        return id;
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void put(ByteBuffer to, Segment segment, SegmentStatus status) {
        segment.putPermissions(to);
        to.putLong(ShmidDsLayout.SHM_SEGSZ, status.size());
        to.putLong(ShmidDsLayout.SHM_ATIME, status.attachSeconds());
        to.putLong(ShmidDsLayout.SHM_DTIME, status.detachSeconds());
        to.putLong(ShmidDsLayout.SHM_CTIME, status.changeSeconds());
        to.putInt(ShmidDsLayout.SHM_CPID, status.creator());
        to.putInt(ShmidDsLayout.SHM_LPID, status.lastProcess());
        to.putLong(ShmidDsLayout.SHM_NATTCH, status.attachments());
    }

    /** {@code struct shminfo64}. */
    private long limits(Task task, long buf) {
        byte[] limits = new byte[SHMINFO_SIZE];
        buffer(limits)
                .putLong(Segments.LARGEST)
                .putLong(1)
                .putLong(Segments.MOST_SEGMENTS)
                .putLong(Segments.MOST_SEGMENTS)
                .putLong(Segments.LARGEST);
        task.guest().copyOut(buf, limits, 0, SHMINFO_SIZE);
        return segments.highestSlot();
    }

    /** {@code struct shm_info}. */
    private long totals(Task task, long buf) {
        long[] sums = new long[3];
        segments.tellAll((segment, status) -> {
            sums[0]++;
            sums[1] += (status.size() + PAGE - 1) / PAGE;
            sums[2] += segment.residentBytes() / PAGE;
        });
        byte[] totals = new byte[SHM_INFO_SIZE];
        buffer(totals).putLong(sums[0]).putLong(sums[1]).putLong(sums[2]);
        task.guest().copyOut(buf, totals, 0, SHM_INFO_SIZE);
        return segments.highestSlot();
    }
}
