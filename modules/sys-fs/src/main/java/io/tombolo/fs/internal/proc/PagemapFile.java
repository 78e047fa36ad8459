package io.tombolo.fs.internal.proc;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.core.spi.ProcessMemory;
import io.tombolo.fs.internal.synthetic.SyntheticFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** An open {@code pagemap}. Page frame numbers are zero, as Linux shows them to whoever may not see them. */
final class PagemapFile extends SyntheticFile {
    private static final int ENTRY = Long.BYTES;
    private static final int PAGE_SHIFT = 12;
    /** Pages that are told of at once. */
    private static final int CHUNK = 8192;

    private static final long EXCLUSIVE = 1L << 56;
    private static final long FILE_OR_SHARED = 1L << 61;
    private static final long PRESENT = 1L << 63;

    private final @Nullable ProcessMemory memory;

    /** Takes over the reference to the memory. */
    PagemapFile(PagemapNode node, int flags, @Nullable ProcessMemory memory) {
        super(node, flags);
        this.memory = memory;
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
    protected void close() {
        super.close();
        if (memory != null) {
            memory.release();
        }
    }
}
