package io.tombolo.fs.internal.path;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.host.posix.Fcntl;
import org.jspecify.annotations.Nullable;

/** The last step of open(2): opens, creates or follows what the last name of a path stands for. */
final class OpenWalk {
    private final Task task;
    private final PathWalk walk;
    private final int flags;
    private final int mode;

    OpenWalk(Task task, PathWalk walk, int flags, int mode) {
        this.task = task;
        this.walk = walk;
        this.flags = flags;
        this.mode = mode;
    }

    OpenFile open() {
        while (true) {
            String name = walk.toParent();
            if (walk.last() != PathWalk.Last.NAME) {
                return openExisting(walk.directory());
            }
            OpenFile file = walk.directory() instanceof HostDirectory directory && !walk.isMountPoint(name)
                    ? openHost(directory, name)
                    : openOther(name);
            if (file != null) {
                return file;
            }
        }
    }

    private boolean creates() {
        return (flags & Fcntl.O_CREAT) != 0;
    }

    private boolean followsLast() {
        return (flags & Fcntl.O_NOFOLLOW) == 0 || walk.trailingSlash();
    }

    private OpenFile openExisting(Node node) {
        if (creates()) {
            throw ErrnoException.of((flags & Fcntl.O_EXCL) != 0 ? Errno.EEXIST : Errno.EISDIR);
        }
        return openFound(node);
    }

    /** A file without a name is made in the directory that was found, and needs the mode. */
    private OpenFile openFound(Node node) {
        boolean nameless = (flags & Fcntl.O_TMPFILE) == Fcntl.O_TMPFILE;
        return nameless && node instanceof HostDirectory directory
                ? directory.openChild(task, ".", flags, mode)
                : node.open(task, flags);
    }

    /** Opens a name of a host directory; null if a link was followed and the walk goes on. */
    private @Nullable OpenFile openHost(HostDirectory directory, String name) {
        if (walk.trailingSlash() && creates()) {
            throw ErrnoException.of(Errno.EISDIR);
        }
        if ((flags & Fcntl.O_PATH) != 0) {
            return openOther(name);
        }
        int hostFlags = flags | Fcntl.O_NOFOLLOW | (walk.trailingSlash() ? Fcntl.O_DIRECTORY : 0);
        try {
            return directory.openChild(task, name, hostFlags, mode);
        } catch (ErrnoException error) {
            boolean mayBeLink = error.number() == Errno.ELOOP.number() || error.number() == Errno.ENOTDIR.number();
            if (!mayBeLink || !followsLast()) {
                throw error;
            }
            Node node = directory.lookup(task, name);
            if (!node.isLink()) {
                node.release();
                throw error;
            }
            return followed(node);
        }
    }

    /** Opens a node that is there: in a synthetic directory, at a mount point, or as {@code O_PATH}. */
    private @Nullable OpenFile openOther(String name) {
        Node node;
        try {
            node = walk.child(name);
        } catch (ErrnoException error) {
            boolean creating = error.number() == Errno.ENOENT.number() && creates();
            boolean refused = creating && walk.directory().refusesNames() == Errno.EPERM;
            throw refused ? ErrnoException.of(Errno.EACCES) : error;
        }
        if (node.isLink() && followsLast()) {
            return followed(node);
        }
        try {
            if (node.isLink() && (flags & Fcntl.O_PATH) == 0) {
                throw ErrnoException.of((flags & Fcntl.O_DIRECTORY) != 0 ? Errno.ENOTDIR : Errno.ELOOP);
            }
            return openNode(node);
        } finally {
            node.release();
        }
    }

    private @Nullable OpenFile followed(Node link) {
        Node jumped = walk.follow(link);
        if (jumped == null) {
            return null;
        }
        try {
            return openNode(jumped);
        } finally {
            jumped.release();
        }
    }

    private OpenFile openNode(Node node) {
        if (creates() && (flags & Fcntl.O_EXCL) != 0) {
            throw ErrnoException.of(Errno.EEXIST);
        }
        if (node.isDirectory() && creates()) {
            throw ErrnoException.of(Errno.EISDIR);
        }
        if (!node.isDirectory() && ((flags & Fcntl.O_DIRECTORY) != 0 || walk.trailingSlash())) {
            throw ErrnoException.of(Errno.ENOTDIR);
        }
        return openFound(node);
    }
}
