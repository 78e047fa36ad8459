package io.tombolo.fs.internal.path;

import io.tombolo.core.Task;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.abi.Limits;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.Fcntl;
import org.jspecify.annotations.Nullable;

/**
 * One walk along a guest path, as path_resolution(7) describes it. Every name is looked up in a directory that the walk
 * holds, links are read and followed here against the guest's root, and {@code ..} stops there, so that no rename and no
 * link leads out. Used by one thread; {@link #close} gives the current directory back.
 */
public final class PathWalk implements AutoCloseable {
    /** {@code MAXSYMLINKS} of {@code linux/namei.h}. */
    private static final int MAXIMUM_LINKS = 40;

    /** What the last component of a path is. */
    public enum Last {
        /** A name. */
        NAME,
        /** {@code .} */
        DOT,
        /** {@code ..} */
        DOT_DOT,
        /** Nothing but slashes. */
        ROOT
    }

    private final @Nullable Task task;
    private final MountTable mounts;
    private final DirectoryNode root;
    private final DirectoryNode start;
    private final int resolve;
    private DirectoryNode at;
    private String rest;
    private int position;
    private int links;
    private Last last = Last.ROOT;
    private boolean trailingSlash;

    /**
     * A walk that has not begun.
     *
     * @param root where absolute paths begin; borrowed
     * @param start where relative ones do; borrowed
     * @param resolve {@code RESOLVE_*} of openat2(2)
     * @throws ErrnoException {@code ENOENT} for an empty path, {@code ENAMETOOLONG}
     */
    public PathWalk(
            @Nullable Task task, MountTable mounts, DirectoryNode root, DirectoryNode start, String path, int resolve) {
        if (path.isEmpty()) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        if (path.length() >= Limits.PATH_MAX) {
            throw ErrnoException.of(Errno.ENAMETOOLONG);
        }
        this.task = task;
        this.mounts = mounts;
        this.root = (resolve & Fcntl.RESOLVE_IN_ROOT) != 0 ? start : root;
        this.start = start;
        this.resolve = resolve;
        this.rest = path;
        this.at = start;
        start.retain();
        orClose(() -> begin(path));
    }

    /** A walk before there is any task, which cannot pass through {@code /proc/self}. */
    public static PathWalk withoutTask(MountTable mounts, DirectoryNode root, String path) {
        return new PathWalk(null, mounts, root, root, path, 0);
    }

    /** The directory that the walk stands on; borrowed. */
    public DirectoryNode directory() {
        return at;
    }

    /** What the last component was; known after {@link #toParent}. */
    public Last last() {
        return last;
    }

    /** Whether the path ends in a slash after a name: it must be a directory then. */
    public boolean trailingSlash() {
        return trailingSlash;
    }

    private void begin(String path) {
        rest = path;
        position = 0;
        if (path.charAt(0) == '/') {
            if ((resolve & Fcntl.RESOLVE_BENEATH) != 0) {
                throw ErrnoException.of(Errno.EXDEV);
            }
            requireSameMount(root);
            root.retain();
            moveTo(root);
        }
    }

    /**
     * Goes to the directory that holds the last component.
     *
     * @return the last component; the empty string if {@link #last} is not a name: the walk stands on what it names then
     */
    public String toParent() {
        while (true) {
            skipSlashes();
            if (position == rest.length()) {
                return "";
            }
            int end = endOfName();
            String name = rest.substring(position, end);
            trailingSlash = end < rest.length();
            if (name.length() > Limits.NAME_MAX) {
                throw ErrnoException.of(Errno.ENAMETOOLONG);
            }
            if (name.equals(".")) {
                last = Last.DOT;
                position = end;
            } else if (name.equals("..")) {
                last = Last.DOT_DOT;
                position = end;
                toAbove();
            } else if (onlySlashesFrom(end)) {
                last = Last.NAME;
                position = end;
                return name;
            } else if (!descend()) {
                position = end;
                toChild(name);
            }
        }
    }

    /**
     * Goes to the end of the path.
     *
     * @param follow whether a link at the end is followed; one before a slash always is
     * @return what is there, with a reference for the caller
     */
    public Node toNode(boolean follow) {
        while (true) {
            String name = toParent();
            if (name.isEmpty()) {
                at.retain();
                return at;
            }
            Node node = child(name);
            if (node.isLink() && (follow || trailingSlash)) {
                Node jumped = follow(node);
                if (jumped == null) {
                    continue;
                }
                node = jumped;
            }
            if (trailingSlash && !node.isDirectory()) {
                node.release();
                throw ErrnoException.of(Errno.ENOTDIR);
            }
            return node;
        }
    }

    /** What a name in the current directory stands for, mounts considered, links not followed; with a reference. */
    public Node child(String name) {
        Mount mount = mounts.at(at.childPath(name));
        if (mount != null) {
            requireSameMount(mount.root());
            mount.root().retain();
            return mount.root();
        }
        return at.lookup(task, name);
    }

    /** Whether something is mounted at a name of the current directory. */
    public boolean isMountPoint(String name) {
        return mounts.at(at.childPath(name)) != null;
    }

    /**
     * Follows a link at the end of the path, whose reference it takes over.
     *
     * @return where a magic link led, with a reference; null if the walk now has a new path to go
     */
    public @Nullable Node follow(Node link) {
        try {
            if (++links > MAXIMUM_LINKS || (resolve & Fcntl.RESOLVE_NO_SYMLINKS) != 0) {
                throw ErrnoException.of(Errno.ELOOP);
            }
            Node jumped = link.jump(task);
            if (jumped != null) {
                if ((resolve & Fcntl.RESOLVE_NO_MAGICLINKS) != 0) {
                    jumped.release();
                    throw ErrnoException.of(Errno.ELOOP);
                }
                return jumped;
            }
            String text = link.target(task);
            if (text.isEmpty()) {
                throw ErrnoException.of(Errno.ENOENT);
            }
            begin(text + rest.substring(position));
            return null;
        } finally {
            link.release();
        }
    }

    private void toChild(String name) {
        Node node = child(name);
        if (node.isLink()) {
            Node jumped = follow(node);
            if (jumped == null) {
                return;
            }
            node = jumped;
        }
        if (!(node instanceof DirectoryNode directory)) {
            node.release();
            throw ErrnoException.of(Errno.ENOTDIR);
        }
        moveTo(directory);
    }

    /** Tries to go to the parent of the last component by one host call. */
    private boolean descend() {
        int end = rest.length();
        while (rest.charAt(end - 1) == '/') {
            end--;
        }
        int slash = rest.lastIndexOf('/', end - 1);
        String names = rest.substring(position, slash);
        if (resolve != 0 || names.indexOf('/') < 0 || !isPlain(names) || mounts.liesOnTheWay(at, names)) {
            return false;
        }
        Node node = at.descend(names);
        if (node == null) {
            return false;
        }
        position = slash;
        if (!(node instanceof DirectoryNode directory)) {
            boolean link = node.isLink();
            node.release();
            if (link) {
                position = slash - names.length();
                return false;
            }
            throw ErrnoException.of(Errno.ENOTDIR);
        }
        moveTo(directory);
        return true;
    }

    /** Whether a relative path is names with single slashes between, none of them {@code .} or {@code ..} or too long. */
    static boolean isPlain(String path) {
        int begin = 0;
        int length = path.length();
        while (begin <= length) {
            int end = path.indexOf('/', begin);
            if (end < 0) {
                end = length;
            }
            int size = end - begin;
            if (size == 0
                    || size > Limits.NAME_MAX
                    || (path.charAt(begin) == '.' && (size == 1 || (size == 2 && path.charAt(begin + 1) == '.')))) {
                return false;
            }
            begin = end + 1;
        }
        return true;
    }

    private void toAbove() {
        if (at.isSame(root)) {
            return;
        }
        if ((resolve & Fcntl.RESOLVE_BENEATH) != 0 && at.isSame(start)) {
            throw ErrnoException.of(Errno.EXDEV);
        }
        if (at.mount().root() instanceof DirectoryNode top && at.isSame(top)) {
            leaveMount();
        } else {
            moveTo(at.parent(task));
        }
    }

    private void leaveMount() {
        String point = at.mount().path();
        if (point.equals("/")) {
            return;
        }
        DirectoryNode top = mounts.root();
        try (PathWalk up = new PathWalk(task, mounts, top, top, DirectoryNode.parentPath(point), 0)) {
            Node above = up.toNode(true);
            if (above instanceof DirectoryNode directory) {
                requireSameMountOrRelease(directory);
                moveTo(directory);
            } else {
                above.release();
                throw ErrnoException.of(Errno.ENOTDIR);
            }
        }
    }

    private void requireSameMountOrRelease(DirectoryNode directory) {
        try {
            requireSameMount(directory);
        } catch (ErrnoException error) {
            directory.release();
            throw error;
        }
    }

    private void requireSameMount(Node next) {
        if ((resolve & Fcntl.RESOLVE_NO_XDEV) != 0 && next.mount() != start.mount()) {
            throw ErrnoException.of(Errno.EXDEV);
        }
    }

    private void moveTo(DirectoryNode next) {
        DirectoryNode former = at;
        at = next;
        former.release();
    }

    private void skipSlashes() {
        while (position < rest.length() && rest.charAt(position) == '/') {
            position++;
        }
    }

    private int endOfName() {
        int end = rest.indexOf('/', position);
        return end < 0 ? rest.length() : end;
    }

    private boolean onlySlashesFrom(int from) {
        for (int index = from; index < rest.length(); index++) {
            if (rest.charAt(index) != '/') {
                return false;
            }
        }
        return true;
    }

    private void orClose(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error failure) {
            close();
            throw failure;
        }
    }

    @Override
    public void close() {
        at.release();
    }
}
