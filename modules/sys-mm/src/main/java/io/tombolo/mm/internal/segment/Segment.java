package io.tombolo.mm.internal.segment;

import io.tombolo.core.Credentials;
import io.tombolo.core.ipc.IpcObject;
import io.tombolo.core.spi.FileIdentity;
import io.tombolo.mm.internal.backing.SegmentMemory;
import io.tombolo.mm.internal.frame.FramePool;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A System V shared memory segment: Linux's {@code struct shmid_kernel}. Guarded by the monitor of {@link Segments}. */
public final class Segment extends IpcObject {
    /** In the mode: removed, and kept only while somebody is attached. */
    static final int REMOVED = 01000;
    /** In the mode: locked by {@code SHM_LOCK}. */
    static final int LOCKED = 02000;

    /** Device and inode of what {@code /proc/PID/maps} shows: {@code shm_mnt}'s, and the identifier. */
    private static final int DEVICE = 1;

    private final long size;
    private final int creator;
    private final String name;
    private final FramePool pool;
    private @Nullable SegmentMemory memory;
    private long changeSeconds = now();
    private int beingAttached;

    /**
     * Made by shmget(2).
     *
     * @param size in bytes, as asked for
     * @param creator the process
     */
    Segment(FramePool pool, Credentials who, int key, int flags, long size, int creator) {
        super(who, key, flags);
        this.pool = pool;
        this.size = size;
        this.creator = creator;
        String hex = Integer.toHexString(key);
        this.name = "/SYSV" + "0".repeat(8 - hex.length()) + hex + " (deleted)";
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    /** Its memory, with a reference that belongs to the table until the segment is removed. */
    SegmentMemory memory() {
        SegmentMemory made = memory;
        if (made == null) {
            made = new SegmentMemory(pool, pages() << FramePool.PAGE_SHIFT, new FileIdentity(DEVICE, id(), 0, name));
            made.retain(1);
            memory = made;
        }
        return made;
    }

    /** Whole pages. */
    long pages() {
        return (size + FramePool.PAGE_SIZE - 1) >>> FramePool.PAGE_SHIFT;
    }

    /** Bytes of it that the host holds in memory. */
    public long residentBytes() {
        return memory().residentBytes();
    }

    /** Bytes, as asked for. */
    public long size() {
        return size;
    }

    /** The process that made it. */
    public int creator() {
        return creator;
    }

    /** When it was made or changed by {@code IPC_SET}, in seconds since 1970. */
    public long changeSeconds() {
        return changeSeconds;
    }

    void change(ByteBuffer permissions) {
        setOwner(permissions);
        changeSeconds = now();
    }

    boolean isRemoved() {
        return (mode() & REMOVED) != 0;
    }

    boolean isLocked() {
        return (mode() & LOCKED) != 0;
    }

    void addAttaching(int number) {
        beingAttached += number;
    }

    /** How many calls of shmat(2) are on their way. */
    int beingAttached() {
        return beingAttached;
    }
}
