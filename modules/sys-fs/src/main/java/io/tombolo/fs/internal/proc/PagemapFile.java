package io.tombolo.fs.internal.proc;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.host.posix.Fcntl;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** An open {@code pagemap}. Page frame numbers are zero, as Linux shows them to whoever may not see them. */
final class PagemapFile extends KernelFile {
    private static final int ENTRY = Long.BYTES;
    private static final int PAGE_SHIFT = 12;
    /** Pages that are told of at once. */
    private static final int CHUNK = 8192;

    private static final long EXCLUSIVE = 1L << 56;
    private static final long FILE_OR_SHARED = 1L << 61;
    private static final long PRESENT = 1L << 63;

    private final PagemapNode node;
    private final @Nullable ProcessMemory memory;
    private long position;

    /** Takes over the reference to the memory. */
    PagemapFile(PagemapNode node, int flags, @Nullable ProcessMemory memory) {
        super(node.mount(), flags);
        node.retain();
        this.node = node;
        this.memory = memory;
    }

    @Override
    public void attributes(FileAttributes to) {
        node.attributes(to);
    }

    @Override
    public Node acquireNode() {
        node.retain();
        return node;
    }

    @Override
    public String description() {
        return node.path();
    }

    @Override
    public synchronized long read(Task task, GuestBuffer buffer) {
        long read = readAt(task, buffer, position);
        position += read;
        return read;
    }

    @Override
    public long readAt(Task task, GuestBuffer buffer, long from) {
        if (from % ENTRY != 0 || buffer.remaining() % ENTRY != 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (memory == null) {
            return 0;
        }
        long page = from / ENTRY;
        long last = 1L << (memory.addressSpace().addressBits() - PAGE_SHIFT);
        long done = 0;
        while (page < last && buffer.remaining() > 0) {
            int count = (int) Math.min(Math.min(CHUNK, last - page), buffer.remaining() / ENTRY);
            byte[] entries = entries(memory, page, count);
            int copied = buffer.put(entries, 0, entries.length);
            done += copied;
            if (copied < entries.length) {
                break;
            }
            page += count;
        }
        if (done == 0 && page < last && buffer.remaining() > 0) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        return done;
    }

    private static byte[] entries(ProcessMemory memory, long page, int count) {
        byte[] bytes = new byte[count * ENTRY];
        ByteBuffer entries = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        memory.forEachResidentPage(page << PAGE_SHIFT, (long) count << PAGE_SHIFT, (address, shared, exclusive) -> {
            long entry = PRESENT | (shared ? FILE_OR_SHARED : 0) | (exclusive ? EXCLUSIVE : 0);
            entries.putLong((int) ((address >>> PAGE_SHIFT) - page) * ENTRY, entry);
        });
        return bytes;
    }

    @Override
    public synchronized long seek(Task task, long offset, int whence) {
        long to = switch (whence) {
            case Fcntl.SEEK_SET -> offset;
            case Fcntl.SEEK_CUR -> position + offset;
            default -> -1;
        };
        if (to < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        position = to;
        return to;
    }

    @Override
    protected void close() {
        node.release();
        if (memory != null) {
            memory.release();
        }
    }
}
