package io.tombolo.fs.internal.path;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.OpenFile;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.host.posix.StatMode;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A file of any type that a path leads to, not opened. Ref-counted, because a node of the host holds a descriptor; made
 * with one reference, which belongs to the maker. Thread-safe.
 */
public abstract class Node {
    private final AtomicInteger references = new AtomicInteger(1);
    private final Mount mount;
    private final String path;

    /**
     * Made by a file system.
     *
     * @param path the guest path by which it was reached
     */
    protected Node(Mount mount, String path) {
        this.mount = mount;
        this.path = path;
    }

    /** The mount that it lies in. */
    public final Mount mount() {
        return mount;
    }

    /** The guest path by which it was reached; stale once something above it was renamed. */
    public final String path() {
        return path;
    }

    /** One of {@code S_IF*}. */
    public abstract int type();

    /** Fills in what stat(2) tells. */
    public abstract void attributes(FileAttributes to);

    /**
     * Opens it; what it is exists, so {@code O_CREAT} means nothing here.
     *
     * @param flags canonical values
     */
    public abstract OpenFile open(Task task, int flags);

    /**
     * The text of a symbolic link.
     *
     * @param task who reads it; null before there is any
     */
    public String target(@Nullable Task task) {
        throw ErrnoException.of(Errno.EINVAL);
    }

    /** Where a magic link leads without regard to its text, with a reference for the caller; null for any other node. */
    public @Nullable Node jump(@Nullable Task task) {
        return null;
    }

    /** A host descriptor, often of {@code O_PATH}, that refers to it; -1 if it is not the host's. */
    public int descriptor() {
        return -1;
    }

    /** Whether it is a directory. */
    public final boolean isDirectory() {
        return type() == StatMode.S_IFDIR;
    }

    /** Whether it is a symbolic link. */
    public final boolean isLink() {
        return type() == StatMode.S_IFLNK;
    }

    /** Adds a reference to a node that the caller knows to be alive. */
    public final void retain() {
        if (!tryRetain()) {
            throw new IllegalStateException("retaining a node that is gone");
        }
    }

    /** Adds a reference unless the last one has gone. */
    public final boolean tryRetain() {
        int count;
        do {
            count = references.get();
            if (count == 0) {
                return false;
            }
        } while (!references.compareAndSet(count, count + 1));
        return true;
    }

    /** Drops a reference; the last one gives the descriptor back. */
    public final void release() {
        if (references.decrementAndGet() == 0) {
            dispose();
        }
    }

    /** Gives back what the node holds; called once. */
    protected void dispose() {}
}
