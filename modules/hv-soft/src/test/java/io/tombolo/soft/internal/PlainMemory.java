package io.tombolo.soft.internal;

import io.tombolo.core.spi.MemoryObject;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Zeroed memory off the heap. */
public final class PlainMemory extends MemoryObject {
    private static final int PAGE = 4096;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment segment;

    /** Allocates a length in bytes, a multiple of the page size. */
    public PlainMemory(long length) {
        segment = arena.allocate(length, PAGE);
    }

    /** The bytes. */
    public MemorySegment segment() {
        return segment;
    }

    @Override
    public long hostAddress() {
        return segment.address();
    }

    @Override
    public long length() {
        return segment.byteSize();
    }

    @Override
    protected void free() {
        arena.close();
    }
}
