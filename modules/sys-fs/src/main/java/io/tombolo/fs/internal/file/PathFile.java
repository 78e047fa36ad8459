package io.tombolo.fs.internal.file;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.GuestNames;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.host.posix.Fcntl;

/** A file opened with {@code O_PATH}: a place in the tree without access to contents. */
public final class PathFile extends NodeFile {
    /** The only flags that open(2) keeps beside {@code O_PATH}. */
    private static final int KEPT = Fcntl.O_PATH | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;

    private final Node node;
    private final GuestNames names;

    /** Adds a reference to the node. */
    public PathFile(Node node, GuestNames names, int flags) {
        super(node, flags & KEPT);
        this.node = node;
        this.names = names;
    }

    @Override
    public DirectoryNode acquireDirectory() {
        if (node instanceof DirectoryNode directory) {
            directory.retain();
            return directory;
        }
        throw ErrnoException.of(Errno.ENOTDIR);
    }

    @Override
    public int hostDescriptor() {
        return node.descriptor();
    }

    @Override
    public String description() {
        return names.of(node);
    }

    /** Opens what it refers to, for {@code execveat} with {@code AT_EMPTY_PATH}. */
    public OpenFile reopen(Task task, int flags) {
        return node.open(task, flags);
    }
}
