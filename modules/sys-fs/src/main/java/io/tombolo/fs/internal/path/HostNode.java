package io.tombolo.fs.internal.path;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import org.jspecify.annotations.Nullable;

/** A file of the host that is not a directory. */
public final class HostNode extends Node {
    private final HostTree tree;
    private final int descriptor;
    private final int type;

    /** Over an {@code O_PATH} descriptor, which the node takes over. */
    HostNode(HostTree tree, Mount mount, String path, int descriptor, int type) {
        super(mount, path);
        this.tree = tree;
        this.descriptor = descriptor;
        this.type = type;
    }

    @Override
    public int type() {
        return type;
    }

    @Override
    public int descriptor() {
        return descriptor;
    }

    @Override
    public void attributes(FileAttributes to) {
        tree.host().status(descriptor, to);
    }

    @Override
    public String target(@Nullable Task task) {
        if (!isLink()) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        return tree.host().linkText(descriptor);
    }

    @Override
    public OpenFile open(Task task, int flags) {
        return tree.openNode(task, this, HostSystem.descriptorPath(descriptor), flags);
    }

    @Override
    protected void dispose() {
        tree.host().close(descriptor);
    }
}
