package io.tombolo.host.posix;

/** The events that one epoll wait found. Not thread-safe. */
public final class EpollEvents {
    private final NativeBuffer buffer;
    private final int eventSize;
    private final int dataOffset;
    private int count;

    EpollEvents(int capacity, int eventSize, int dataOffset) {
        this.buffer = NativeBuffer.allocate(capacity * eventSize);
        this.eventSize = eventSize;
        this.dataOffset = dataOffset;
    }

    /** {@return how many there are} */
    public int count() {
        return count;
    }

    /** {@return the events of one: {@code POLL*}} */
    public int events(int index) {
        return buffer.bytes().getInt(index * eventSize);
    }

    /** {@return the number given to {@link HostEvents#controlEpoll}} */
    public long data(int index) {
        return buffer.bytes().getLong(index * eventSize + dataOffset);
    }

    long address() {
        return buffer.address();
    }

    int capacity() {
        return buffer.size() / eventSize;
    }

    void setCount(int count) {
        this.count = count;
    }
}
