package io.tombolo.fs.internal.synthetic;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.PathFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.StatMode;
import org.jspecify.annotations.Nullable;

/** A file whose bytes the kernel makes up when it is read from the beginning. */
public final class SyntheticText extends Node {
    private static final int READ_ONLY = 0444;
    private static final int READ_WRITE = 0644;

    private final SyntheticFileSystem system;
    private final Content content;
    private final @Nullable Sink sink;
    private boolean fixedAtOpen;

    /** Makes the bytes. */
    @FunctionalInterface
    public interface Content {
        /** The bytes as they are now, as one character a byte or as bytes. */
        byte[] bytes(Task reader);
    }

    /** Takes what is written. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes the bytes of one write.
         *
         * @throws ErrnoException {@code EINVAL} if they make no sense
         */
        void accept(Task writer, String text);
    }

    /** A file to read. */
    public SyntheticText(SyntheticFileSystem system, String path, Content content) {
        this(system, path, content, null);
    }

    /** A file to read and write. */
    public SyntheticText(SyntheticFileSystem system, String path, Content content, @Nullable Sink sink) {
        super(system.mount(), path);
        this.system = system;
        this.content = content;
        this.sink = sink;
    }

    @Override
    public int type() {
        return StatMode.S_IFREG;
    }

    @Override
    public void attributes(FileAttributes to) {
        int permissions = sink == null ? READ_ONLY : READ_WRITE;
        to.synthetic(StatMode.S_IFREG | permissions, system.device(), system.inode(path()), system.seconds());
    }

    @Override
    public OpenFile open(Task task, int flags) {
        if ((flags & Fcntl.O_PATH) != 0) {
            return new PathFile(this, system.names(), flags);
        }
        if (sink == null && (flags & Fcntl.O_ACCMODE) != Fcntl.O_RDONLY) {
            throw ErrnoException.of(Errno.EACCES);
        }
        return new SyntheticTextFile(this, flags, fixedAtOpen ? asNow(task) : content, sink);
    }

    /** Has the bytes made when the file is opened, once, and not when it is read; to be said before anybody sees the file. */
    public SyntheticText fixedAtOpen() {
        fixedAtOpen = true;
        return this;
    }

    private Content asNow(Task task) {
        byte[] bytes = content.bytes(task);
        return reader -> bytes;
    }
}
