package io.tombolo.host.posix;

import static io.tombolo.core.spi.ErrnoException.check;

import io.tombolo.host.posix.internal.HostAbi;
import io.tombolo.host.posix.spi.HostCalls;
import java.nio.ByteBuffer;

/**
 * A cursor over the entries of an open directory, {@code .} and {@code ..} among them, in the host's order: {@code
 * getdents64(2)}. It reads from the descriptor's offset, so {@code lseek} to an {@link #offset} continues behind that
 * entry. Not thread-safe.
 */
public final class DirectoryEntries {
    private static final int RECORD_LENGTH = 16;
    private static final int BUFFER_SIZE = 32768;

    private final HostCalls calls;
    private final HostAbi abi;
    private final int descriptor;
    private final NativeBuffer buffer = NativeBuffer.allocate(BUFFER_SIZE);
    private int current;
    private int next;
    private int filled;

    DirectoryEntries(HostCalls calls, HostAbi abi, int descriptor) {
        this.calls = calls;
        this.abi = abi;
        this.descriptor = descriptor;
    }

    /**
     * Moves to the next entry.
     *
     * @return false at the end
     * @throws io.tombolo.core.spi.ErrnoException {@code ENOTDIR}, {@code ENOENT} if the directory was removed, {@code
     *     EIO}
     */
    public boolean advance() {
        if (next == filled) {
            filled = (int) check(abi.readDirectory(calls, descriptor, buffer.address(), buffer.size()));
            next = 0;
            if (filled == 0) {
                return false;
            }
        }
        current = next;
        next += Short.toUnsignedInt(buffer.bytes().getShort(current + RECORD_LENGTH));
        return true;
    }

    /** {@return the inode number} */
    public long inode() {
        return buffer.bytes().getLong(current);
    }

    /** {@return where the directory continues behind the entry: opaque, for {@code lseek}} */
    public long offset() {
        return buffer.bytes().getLong(current + Long.BYTES);
    }

    /**
     * {@return the file type, {@code DT_*} of readdir(3): a mode's type shifted right by 12; 0 if the file system does
     * not say}
     */
    public int type() {
        return buffer.bytes().get(current + abi.directoryEntryTypeOffset());
    }

    /** {@return the name's bytes} */
    public byte[] name() {
        ByteBuffer bytes = buffer.bytes();
        int start = current + abi.directoryEntryNameOffset();
        int end = start;
        while (bytes.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - start];
        bytes.get(start, name);
        return name;
    }
}
