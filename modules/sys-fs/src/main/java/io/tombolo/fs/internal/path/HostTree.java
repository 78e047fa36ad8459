package io.tombolo.fs.internal.path;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.Fcntl;
import io.tombolo.host.posix.StatMode;

/** Makes nodes and open files of host descriptors. */
public final class HostTree {
    private final HostSystem host;
    private final HostFileOpener opener;

    /** Over the host; {@code opener} turns descriptors into open files. */
    public HostTree(HostSystem host, HostFileOpener opener) {
        this.host = host;
        this.opener = opener;
    }

    /** The host. */
    public HostSystem host() {
        return host;
    }

    /** What turns descriptors into open files. */
    public HostFileOpener opener() {
        return opener;
    }

    /** The node of an {@code O_PATH} descriptor, which it takes over. */
    public Node node(Mount mount, String path, int descriptor) {
        FileAttributes attributes = new FileAttributes();
        try {
            host.status(descriptor, attributes);
        } catch (RuntimeException | Error failure) {
            host.close(descriptor);
            throw failure;
        }
        return attributes.isType(StatMode.S_IFDIR)
                ? new HostDirectory(this, mount, path, descriptor, attributes)
                : new HostNode(this, mount, path, descriptor, attributes.mode & StatMode.S_IFMT);
    }

    /** The root of a mount of a host directory or file. */
    public Node mountRoot(Mount mount, String hostPath) {
        return node(mount, mount.path(), host.open(Fcntl.AT_FDCWD, hostPath, Fcntl.O_PATH, 0));
    }

    /** Opens what a node refers to, by a path of its own descriptor. */
    OpenFile openNode(Task task, Node node, String descriptorPath, int flags) {
        if ((flags & Fcntl.O_PATH) != 0) {
            return opener.opened(task, host.duplicate(node.descriptor()), flags, node.mount(), node.path());
        }
        if (node.isLink()) {
            throw ErrnoException.of(Errno.ELOOP);
        }
        int existing = flags & ~(Fcntl.O_CREAT | Fcntl.O_EXCL | Fcntl.O_NOFOLLOW);
        return opener.open(task, Fcntl.AT_FDCWD, descriptorPath, existing, 0, node.mount(), node.path());
    }

    /** Whether an error of a quick way down only says that it has to be gone step by step. */
    public static boolean needsWalk(ErrnoException error) {
        return error.number() == Errno.ELOOP.number()
                || error.number() == Errno.EXDEV.number()
                || error.number() == Errno.EAGAIN.number()
                || error.number() == Errno.ENOSYS.number();
    }
}
