package io.tombolo.host.posix;

import java.nio.ByteBuffer;

/**
 * The descriptors of one wait: an array of {@code struct pollfd} that grows as needed and can be used again. Not
 * thread-safe.
 */
public final class PollSet {
    private static final int ENTRY_SIZE = 8;
    private static final int EVENTS = 4;
    private static final int RETURNED = 6;
    private static final int INITIAL_CAPACITY = 8;

    private NativeBuffer entries;
    private int size;

    /** An empty set. */
    public PollSet() {
        // One entry more than asked for: a waiter appends its own descriptor.
        entries = NativeBuffer.allocate((INITIAL_CAPACITY + 1) * ENTRY_SIZE);
    }

    /**
     * Adds a descriptor.
     *
     * @param descriptor the host's; a negative one is ignored by the wait, and keeps its place
     * @param events of {@code POLL*} in {@link Poll}
     * @return the entry's index, for {@link #returned(int)}
     */
    public int add(int descriptor, int events) {
        if ((size + 2) * ENTRY_SIZE > entries.size()) {
            grow();
        }
        put(entries.bytes(), size * ENTRY_SIZE, descriptor, events);
        return size++;
    }

    private void grow() {
        NativeBuffer larger = NativeBuffer.allocate(entries.size() * 2);
        larger.bytes().put(0, entries.bytes(), 0, size * ENTRY_SIZE);
        entries = larger;
    }

    /** Removes all descriptors. */
    public void clear() {
        size = 0;
    }

    /** {@return how many descriptors there are} */
    public int size() {
        return size;
    }

    /** {@return the events that the last wait found for that entry; 0 for none} */
    public int returned(int index) {
        return returned(entries.bytes(), index * ENTRY_SIZE);
    }

    /** {@return where the entries are; valid until the next {@link #add}} */
    public long address() {
        return entries.address();
    }

    /** Puts a descriptor behind the last entry, without making it one. */
    long addressWithLast(int descriptor, int events) {
        put(entries.bytes(), size * ENTRY_SIZE, descriptor, events);
        return entries.address();
    }

    static void put(ByteBuffer memory, int offset, int descriptor, int events) {
        memory.putInt(offset, descriptor);
        memory.putShort(offset + EVENTS, (short) events);
        memory.putShort(offset + RETURNED, (short) 0);
    }

    static int returned(ByteBuffer memory, int offset) {
        return Short.toUnsignedInt(memory.getShort(offset + RETURNED));
    }
}
