package io.tombolo.mm.internal.memory;

import io.tombolo.core.spi.AddressSpace;
import io.tombolo.core.spi.GuestMemory;
import io.tombolo.core.spi.MemoryObject;
import io.tombolo.core.spi.PageFaultHandler;
import io.tombolo.core.spi.PageVisitor;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The plainest page map that keeps the contract: a tree of pages. Tests of the memory manager use it because it checks what an
 * engine need not: alignment, and that nothing is used after it was closed.
 */
final class ModelAddressSpace implements AddressSpace {
    private static final long PAGE = 4096;

    private final int hostPageSize;
    private final NavigableMap<Long, Entry> pages = new ConcurrentSkipListMap<>();
    private boolean closed;
    int synchronizations;

    ModelAddressSpace(int hostPageSize) {
        this.hostPageSize = hostPageSize;
    }

    private record Entry(long host, int access) {}

    @Override
    public int addressBits() {
        return 42;
    }

    @Override
    public void setFaultHandler(PageFaultHandler handler) {}

    private void check(long address, long length) {
        if (closed) {
            throw new IllegalStateException("address space used after it was closed");
        }
        if ((address | length) % PAGE != 0 || address < 0 || address + length > 1L << addressBits() || length < 0) {
            throw new IllegalArgumentException(Long.toHexString(address) + "+" + Long.toHexString(length));
        }
    }

    private NavigableMap<Long, Entry> range(long address, long length) {
        check(address, length);
        return pages.subMap(address, true, address + length, false);
    }

    @Override
    public void map(long address, long length, int access, MemoryObject object, long offset) {
        check(address, length);
        if (offset % PAGE != 0 || offset < 0 || offset + length > object.length()) {
            throw new IllegalArgumentException("beyond the object: " + offset + "+" + length);
        }
        if ((object.hostAddress() | object.length()) % hostPageSize != 0) {
            throw new IllegalArgumentException("not of whole pages of the host");
        }
        for (long done = 0; done < length; done += PAGE) {
            pages.put(address + done, new Entry(object.hostAddress() + offset + done, access));
        }
    }

    @Override
    public void unmap(long address, long length) {
        range(address, length).clear();
    }

    @Override
    public void protect(long address, long length, int access) {
        range(address, length).replaceAll((page, entry) -> new Entry(entry.host, access));
    }

    @Override
    public void move(long from, long to, long length) {
        check(to, length);
        TreeMap<Long, Entry> moved = new TreeMap<>(range(from, length));
        unmap(from, length);
        unmap(to, length);
        moved.forEach((page, entry) -> pages.put(page - from + to, entry));
    }

    @Override
    public void share(AddressSpace target, long address, long length, int accessMask) {
        ModelAddressSpace child = (ModelAddressSpace) target;
        range(address, length).replaceAll((page, entry) -> new Entry(entry.host, entry.access & accessMask));
        child.pages.putAll(range(address, length));
    }

    @Override
    public long hostAddress(long address) {
        Entry entry = pages.get(address & -PAGE);
        return entry == null ? 0 : entry.host + (address & PAGE - 1);
    }

    @Override
    public int access(long address) {
        Entry entry = pages.get(address & -PAGE);
        return entry == null ? 0 : entry.access;
    }

    @Override
    public void forEachPage(long address, long length, PageVisitor visitor) {
        range(address, length).forEach((page, entry) -> visitor.page(page, entry.host, entry.access));
    }

    @Override
    public void synchronize() {
        synchronizations++;
    }

    @Override
    public void afterSafepoint(Runnable action) {
        action.run();
    }

    @Override
    public GuestMemory memory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        closed = true;
    }
}
