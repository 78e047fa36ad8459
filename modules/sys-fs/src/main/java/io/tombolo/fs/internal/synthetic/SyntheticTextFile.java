package io.tombolo.fs.internal.synthetic;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.fs.internal.file.KernelFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.path.Node;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An open made-up file. Reading from the beginning makes the bytes anew; what follows reads on in the same bytes. */
final class SyntheticTextFile extends KernelFile {
    private static final int LONGEST_WRITE = 4096;

    private final SyntheticText node;
    private final SyntheticText.Content content;
    private final SyntheticText.@Nullable Sink sink;
    private byte[] bytes = {};
    private long position;

    SyntheticTextFile(SyntheticText node, int flags, SyntheticText.Content content, SyntheticText.@Nullable Sink sink) {
        super(node.mount(), flags);
        node.retain();
        this.node = node;
        this.content = content;
        this.sink = sink;
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
    public synchronized long readAt(Task task, GuestBuffer buffer, long from) {
        if (from == 0) {
            bytes = content.bytes(task);
        }
        if (from >= bytes.length || buffer.remaining() == 0) {
            return 0;
        }
        int length = (int) Math.min(buffer.remaining(), bytes.length - from);
        int copied = buffer.put(bytes, (int) from, length);
        if (copied == 0) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        return copied;
    }

    @Override
    public long write(Task task, GuestBuffer buffer) {
        if (sink == null) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        int length = (int) Math.min(buffer.remaining(), LONGEST_WRITE);
        byte[] text = new byte[length];
        if (buffer.get(text, 0, length) < length) {
            throw ErrnoException.of(Errno.EFAULT);
        }
        sink.accept(task, new String(text, StandardCharsets.ISO_8859_1));
        return length;
    }

    @Override
    public long writeAt(Task task, GuestBuffer buffer, long at) {
        return write(task, buffer);
    }

    @Override
    public synchronized long seek(Task task, long offset, int whence) {
        long to = switch (whence) {
            case Fcntl.SEEK_SET -> offset;
            case Fcntl.SEEK_CUR -> position + offset;
            case Fcntl.SEEK_END -> bytes.length + offset;
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
    }
}
