package io.tombolo.testkit;

import io.tombolo.core.spi.MemoryObject;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A memory object for tests: zero-filled native memory that the test can look into. The memory is there until the last reference has gone. */
public final class NativePages extends MemoryObject {
    private static final int PAGE = 4096;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;

    /**
     * Allocates pages of 4096 bytes.
     *
     * @param hostPageSize what address and length are multiples of: the length is rounded up
     */
    public NativePages(int pages, int hostPageSize) {
        long length = ((long) pages * PAGE + hostPageSize - 1) & -hostPageSize;
        this.memory = arena.allocate(length, hostPageSize);
    }

    @Override
    public long hostAddress() {
        return memory.address();
    }

    @Override
    public long length() {
        return memory.byteSize();
    }

    @Override
    protected void free() {
        arena.close();
    }

    /** {@return whether the last reference has gone} */
    public boolean freed() {
        return !arena.scope().isAlive();
    }

    /** {@return the eight bytes at an offset} */
    public long get(long offset) {
        return memory.get(ValueLayout.JAVA_LONG_UNALIGNED, offset);
    }

    /** {@return the byte at an offset} */
    public byte getByte(long offset) {
        return memory.get(ValueLayout.JAVA_BYTE, offset);
    }

    /** Sets eight bytes at an offset. */
    public NativePages set(long offset, long value) {
        memory.set(ValueLayout.JAVA_LONG_UNALIGNED, offset, value);
        return this;
    }

    /** Puts bytes at an offset. */
    public NativePages set(long offset, byte[] bytes) {
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, offset, bytes.length);
        return this;
    }
}
