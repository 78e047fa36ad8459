package io.tombolo.fs.internal.path;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.Fcntl;
import org.jspecify.annotations.Nullable;

/** A directory of the host. */
public final class HostDirectory extends DirectoryNode {
    /** {@code PATH_MAX} with two bytes a level: deeper than any directory that a path can name. */
    private static final int DEEPEST = 1 << 16;

    private final HostTree tree;
    private final int descriptor;
    private final long device;
    private final long inode;

    /** Over a descriptor, which the node takes over. */
    HostDirectory(HostTree tree, Mount mount, String path, int descriptor, FileAttributes attributes) {
        super(mount, path);
        this.tree = tree;
        this.descriptor = descriptor;
        this.device = attributes.device();
        this.inode = attributes.inode;
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
    public OpenFile open(Task task, int flags) {
        return tree.openNode(task, this, HostSystem.descriptorPath(descriptor), flags);
    }

    /** Opens or creates a name, which is not followed if it is a link. */
    OpenFile openChild(Task task, String name, int flags, int mode) {
        return tree.opener().open(task, descriptor, name, flags, mode, mount(), childPath(name));
    }

    /** Opens or creates a file beneath, with no link on the way; see {@link HostTree#needsWalk}. */
    OpenFile openBeneath(Task task, String relative, int flags, int mode) {
        return tree.opener().openBeneath(task, descriptor, relative, flags, mode, mount(), childPath(relative));
    }

    @Override
    public Node lookup(@Nullable Task task, String name) {
        int found = tree.host().open(descriptor, name, Fcntl.O_PATH | Fcntl.O_NOFOLLOW, 0);
        return tree.node(mount(), childPath(name), found);
    }

    @Override
    public @Nullable Node descend(String relative) {
        int found;
        try {
            found = tree.host().openBeneath(descriptor, relative, Fcntl.O_PATH | Fcntl.O_NOFOLLOW, 0);
        } catch (ErrnoException error) {
            if (HostTree.needsWalk(error)) {
                return null;
            }
            throw error;
        }
        return tree.node(mount(), childPath(relative), found);
    }

    @Override
    public DirectoryNode parent(@Nullable Task task) {
        HostDirectory above = open("..", parentPath(path()));
        if (mount().confined() && !above.isBeneathRoot()) {
            above.release();
            throw ErrnoException.of(Errno.ENOENT);
        }
        return above;
    }

    private HostDirectory open(String name, String resultPath) {
        int flags = Fcntl.O_PATH | Fcntl.O_DIRECTORY | Fcntl.O_NOFOLLOW;
        return (HostDirectory) tree.node(mount(), resultPath, tree.host().open(descriptor, name, flags, 0));
    }

    /** Whether the way up comes to the mount's root: it does not if somebody moved the directory out of it. */
    private boolean isBeneathRoot() {
        HostDirectory at = this;
        retain();
        try {
            for (int level = 0; level < DEEPEST; level++) {
                if (at.isSame((DirectoryNode) mount().root())) {
                    return true;
                }
                HostDirectory above = at.open("..", "/");
                boolean top = above.isSame(at);
                at.release();
                at = above;
                if (top) {
                    return false;
                }
            }
            return false;
        } finally {
            at.release();
        }
    }

    @Override
    public boolean isSame(DirectoryNode other) {
        return other instanceof HostDirectory that
                && mount() == that.mount()
                && device == that.device
                && inode == that.inode;
    }

    @Override
    protected void dispose() {
        tree.host().close(descriptor);
    }
}
