package io.tombolo.mm.internal.backing;

import io.tombolo.core.spi.FileIdentity;
import io.tombolo.mm.internal.frame.FramePool;

/** The memory of a System V segment, which remembers who came and went last. Thread-safe. */
public final class SegmentMemory extends SharedMemory {
    private volatile long attachSeconds;
    private volatile long detachSeconds;
    private volatile int lastProcess;

    /**
     * Makes an empty one.
     *
     * @param size in bytes, whole pages
     * @param name what {@code /proc/PID/maps} shows, such as {@code /SYSV00000001 (deleted)}
     */
    public SegmentMemory(FramePool pool, long size, FileIdentity name) {
        super(pool, size, name);
    }

    @Override
    public void attached(int process) {
        attachSeconds = System.currentTimeMillis() / 1000;
        lastProcess = process;
    }

    @Override
    public void detached(int process) {
        detachSeconds = System.currentTimeMillis() / 1000;
        lastProcess = process;
    }

    @Override
    public boolean countsMappings() {
        return true;
    }

    /** When it was mapped last, in seconds since 1970; 0 for never. */
    public long attachSeconds() {
        return attachSeconds;
    }

    /** When it was unmapped last, in seconds since 1970; 0 for never. */
    public long detachSeconds() {
        return detachSeconds;
    }

    /** The process that did either last; 0 for none. */
    public int lastProcess() {
        return lastProcess;
    }
}
