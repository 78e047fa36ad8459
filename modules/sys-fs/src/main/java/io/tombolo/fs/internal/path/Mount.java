package io.tombolo.fs.internal.path;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import org.jspecify.annotations.Nullable;

/**
 * A tree at a place in the guest's tree. Its root may be a file. Immutable once attached.
 */
public final class Mount {
    private final String path;
    private final String prefix;
    private final String type;
    private final String source;
    private final boolean readOnly;
    private final boolean confined;
    private @Nullable Node root;

    /**
     * Describes a mount; {@link #attach} completes it.
     *
     * @param path the mount point as a canonical guest path
     * @param type as {@code /proc/mounts} shows it, for example {@code proc}
     * @param source as {@code /proc/mounts} shows it
     * @param confined whether the host has files above the root that the guest must not reach
     */
    public Mount(String path, String type, String source, boolean readOnly, boolean confined) {
        this.path = path;
        this.prefix = path.equals("/") ? "/" : path + "/";
        this.type = type;
        this.source = source;
        this.readOnly = readOnly;
        this.confined = confined;
    }

    /** A mount that is in no tree, for files that no path leads to: pipes, and the embedding process's streams. */
    public static Mount nowhere() {
        return new Mount("/", "none", "none", false, false);
    }

    /** Whether it has a root in the tree. */
    public boolean isAttached() {
        return root != null;
    }

    /** Whether its files are those of a directory of the host. */
    public boolean showsHost() {
        Node now = root;
        return now != null && now.descriptor() >= 0;
    }

    /** Sets the root, whose reference the mount takes over. */
    public Mount attach(Node node) {
        root = node;
        return this;
    }

    /** The mount point. */
    public String path() {
        return path;
    }

    /** The mount point with a slash at the end. */
    String prefix() {
        return prefix;
    }

    /** The file system's type. */
    public String type() {
        return type;
    }

    /** What is mounted. */
    public String source() {
        return source;
    }

    /** Whether changes answer {@code EROFS}. */
    public boolean readOnly() {
        return readOnly;
    }

    /** Whether the host has files above the root. */
    public boolean confined() {
        return confined;
    }

    /** Its root; borrowed. */
    public Node root() {
        Node now = root;
        if (now == null) {
            throw new IllegalStateException("mount at " + path + " is not attached");
        }
        return now;
    }

    /** Throws {@code EROFS} unless changes are allowed. */
    public void requireWritable() {
        if (readOnly) {
            throw ErrnoException.of(Errno.EROFS);
        }
    }
}
