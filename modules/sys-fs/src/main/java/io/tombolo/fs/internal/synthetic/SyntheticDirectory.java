package io.tombolo.fs.internal.synthetic;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.file.PathFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.StatMode;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A directory whose entries the kernel makes up. */
public abstract class SyntheticDirectory extends DirectoryNode {
    private static final int PERMISSIONS = 0555;

    private final SyntheticFileSystem system;
    private final @Nullable Supplier<DirectoryNode> above;

    /**
     * Made by its parent's {@link #child}.
     *
     * @param above makes the parent anew, with a reference; null for the root
     */
    protected SyntheticDirectory(SyntheticFileSystem system, String path, @Nullable Supplier<DirectoryNode> above) {
        super(system.mount(), path);
        this.system = system;
        this.above = above;
        // It holds nothing, so nothing is ever given back: a child may come back to it at any time.
        retain();
    }

    /** Its file system. */
    protected final SyntheticFileSystem system() {
        return system;
    }

    /** The process that it describes as a whole; null if it is about something else. */
    protected @Nullable Process process() {
        return null;
    }

    /** A child, with a reference for the caller; null if there is none of that name. */
    protected abstract @Nullable Node child(Task task, String name);

    /** What getdents64(2) lists, without {@code .} and {@code ..}. */
    protected abstract List<Entry> entries(Task task);

    /**
     * One entry of a directory.
     *
     * @param name one character a byte
     * @param type one of {@code S_IF*}
     */
    public record Entry(String name, int type) {}

    @Override
    public final Node lookup(@Nullable Task task, String name) {
        Node child = task == null ? null : child(task, name);
        if (child == null) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        return child;
    }

    @Override
    public DirectoryNode parent(@Nullable Task task) {
        if (above == null) {
            retain();
            return this;
        }
        return above.get();
    }

    @Override
    public boolean isSame(DirectoryNode other) {
        return other instanceof SyntheticDirectory
                && other.mount() == mount()
                && other.path().equals(path());
    }

    /** Permission bits. */
    protected int permissions() {
        return PERMISSIONS;
    }

    @Override
    public void attributes(FileAttributes to) {
        to.synthetic(StatMode.S_IFDIR | permissions(), system.device(), system.inode(path()), system.seconds());
    }

    @Override
    public OpenFile open(Task task, int flags) {
        if ((flags & Fcntl.O_PATH) != 0) {
            return new PathFile(this, system.names(), flags);
        }
        if ((flags & Fcntl.O_ACCMODE) != Fcntl.O_RDONLY) {
            throw ErrnoException.of(Errno.EISDIR);
        }
        return new SyntheticDirectoryFile(this, flags);
    }
}
