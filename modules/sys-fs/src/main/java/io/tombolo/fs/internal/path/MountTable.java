package io.tombolo.fs.internal.path;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guest's mounts: the root first, then by place. Fixed when the kernel is made; thread-safe. */
public final class MountTable implements AutoCloseable {
    private static final int ROOT_ID = 20;
    /** The mount of what has no place in the tree: pipes and the like. */
    private static final int NOWHERE_ID = 15;

    private final List<Mount> mounts = new ArrayList<>();

    /** A table without mounts; the first to be added is the root. */
    public MountTable() {}

    /** Adds a mount; a later one at the same place hides the former. Only while the kernel is being made. */
    public void add(Mount mount) {
        mounts.removeIf(other -> other.path().equals(mount.path()));
        mounts.add(mount);
    }

    /** All mounts. */
    public List<Mount> mounts() {
        return List.copyOf(mounts);
    }

    /** The number of a mount, as {@code /proc/self/mountinfo} and {@code /proc/self/fdinfo} show it. */
    public int id(Mount mount) {
        int index = mounts.indexOf(mount);
        return index < 0 ? NOWHERE_ID : ROOT_ID + index;
    }

    /** The guest's root directory; borrowed. */
    public DirectoryNode root() {
        return (DirectoryNode) mounts.getFirst().root();
    }

    /** What is mounted at a canonical guest path; null if nothing is. */
    public @Nullable Mount at(String path) {
        for (int index = 1; index < mounts.size(); index++) {
            if (mounts.get(index).path().equals(path)) {
                return mounts.get(index);
            }
        }
        return null;
    }

    /** The names of the mounts that lie in a directory itself, by its canonical guest path. */
    public List<String> namesIn(String directory) {
        List<String> names = new ArrayList<>();
        for (int index = 1; index < mounts.size(); index++) {
            String path = mounts.get(index).path();
            if (DirectoryNode.parentPath(path).equals(directory)) {
                names.add(path.substring(path.lastIndexOf('/') + 1));
            }
        }
        return names;
    }

    /**
     * Whether the way down from a directory meets a mount.
     *
     * @param relative names with single slashes between, without {@code .} or {@code ..}
     */
    boolean liesOnTheWay(DirectoryNode from, String relative) {
        String full = from.childPath(relative);
        for (int index = 1; index < mounts.size(); index++) {
            Mount mount = mounts.get(index);
            if (mount.path().length() > from.path().length()
                    && (full.equals(mount.path()) || full.startsWith(mount.prefix()))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        mounts.forEach(mount -> mount.root().release());
        mounts.clear();
    }
}
