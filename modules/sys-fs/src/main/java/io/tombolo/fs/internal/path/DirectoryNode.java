package io.tombolo.fs.internal.path;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.host.posix.StatMode;
import org.jspecify.annotations.Nullable;

/** A directory that a walk can stand on. */
public abstract class DirectoryNode extends Node {
    /** Made by a file system. */
    protected DirectoryNode(Mount mount, String path) {
        super(mount, path);
    }

    @Override
    public final int type() {
        return StatMode.S_IFDIR;
    }

    /**
     * The file of a name, links not followed, mounts not looked at.
     *
     * @param task who looks; null before there is any
     * @param name neither empty nor {@code .} nor {@code ..}, without a slash
     * @return with a reference for the caller
     * @throws io.tombolo.core.spi.ErrnoException {@code ENOENT}, {@code EACCES}...
     */
    public abstract Node lookup(@Nullable Task task, String name);

    /**
     * The directory above within the same mount; not called for the mount's root.
     *
     * @return with a reference for the caller
     */
    public abstract DirectoryNode parent(@Nullable Task task);

    /** Whether both are the same directory of the same mount. */
    public abstract boolean isSame(DirectoryNode other);

    /**
     * Goes down several names at once where the host can do that safely.
     *
     * @param relative names with single slashes between, without {@code .} or {@code ..}, that cross no mount
     * @return with a reference for the caller; null if there is a link on the way, so that the walk has to go step by step
     */
    public @Nullable Node descend(String relative) {
        return null;
    }

    /** Whether its children may be created, renamed and removed; see {@link Mount#requireWritable}. */
    public boolean isHost() {
        return descriptor() >= 0;
    }

    /**
     * Why a new name cannot be made in it, unless it is the host's: in procfs a name that is not there is not found, whatever it was
     * wanted for (proc_lookup of the kernel's fs/proc/generic.c).
     */
    public final Errno refusesNames() {
        return mount().type().equals("proc") ? Errno.ENOENT : Errno.EPERM;
    }

    /** The guest path of a name in it. */
    public final String childPath(String name) {
        String above = path();
        return above.length() == 1 ? above + name : above + "/" + name;
    }

    /** Of a guest path, what comes before the last slash; the root's is the root. */
    static String parentPath(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }
}
