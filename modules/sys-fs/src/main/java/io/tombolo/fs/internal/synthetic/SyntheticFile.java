package io.tombolo.fs.internal.synthetic;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Fcntl;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.GuestBuffer;
import io.tombolo.fs.internal.file.NodeFile;
import io.tombolo.fs.internal.path.Node;

/** An open file whose bytes the kernel makes up: it knows its node and has a position; what the bytes are is left to do. */
public abstract class SyntheticFile extends NodeFile {
    private static final long NO_END = -1;

    private long position;

    /** Of a node, to which it keeps a reference. */
    protected SyntheticFile(Node node, int flags) {
        super(node, flags);
    }

    /** Where {@code SEEK_END} counts from, in bytes; a negative number if that is refused. */
    protected long end() {
        return NO_END;
    }

    @Override
    public synchronized long read(Task task, GuestBuffer buffer) {
        long read = readAt(task, buffer, position);
        position += read;
        return read;
    }

    @Override
    public synchronized long seek(Task task, long offset, int whence) {
        long to = switch (whence) {
            case Fcntl.SEEK_SET -> offset;
            case Fcntl.SEEK_CUR -> position + offset;
            case Fcntl.SEEK_END -> end() < 0 ? -1 : end() + offset;
            default -> -1;
        };
        if (to < 0) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        position = to;
        return to;
    }
}
