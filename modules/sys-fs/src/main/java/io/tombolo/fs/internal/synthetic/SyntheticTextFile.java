package io.tombolo.fs.internal.synthetic;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An open made-up file. Reading from the beginning makes the bytes anew; what follows reads on in the same bytes. */
final class SyntheticTextFile extends SyntheticFile {
    private static final int LONGEST_WRITE = 4096;

    private final SyntheticText.Content content;
    private final SyntheticText.@Nullable Sink sink;
    private byte[] bytes = {};

    SyntheticTextFile(SyntheticText node, int flags, SyntheticText.Content content, SyntheticText.@Nullable Sink sink) {
        super(node, flags);
        this.content = content;
        this.sink = sink;
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
    protected synchronized long end() {
        return bytes.length;
    }
}
