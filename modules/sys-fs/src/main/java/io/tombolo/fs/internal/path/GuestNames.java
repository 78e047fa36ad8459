package io.tombolo.fs.internal.path;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;

/**
 * Tells under which guest path a file is now, whatever was renamed since it was opened: the host knows where its
 * descriptors lie, and the mount says which part of that path the guest sees.
 */
public final class GuestNames {
    private static final String DELETED = " (deleted)";

    private final HostSystem host;

    /** Over the host. */
    public GuestNames(HostSystem host) {
        this.host = host;
    }

    /**
     * The guest path of a host descriptor in a mount, as {@code /proc/PID/fd} shows it: with {@code " (deleted)"} if the
     * file has no name any more, with {@code "(unreachable)"} in front if it was moved out of the mount.
     */
    public String of(Mount mount, int descriptor) {
        String path = host.pathOf(descriptor);
        int root = mount.isAttached() ? mount.root().descriptor() : -1;
        if (root < 0 || !path.startsWith("/")) {
            return path;
        }
        return within(mount, host.pathOf(root), path);
    }

    private static String within(Mount mount, String source, String path) {
        String prefix = source.equals("/") ? source : source + "/";
        if (path.equals(source)) {
            return mount.path();
        }
        if (path.startsWith(prefix)) {
            return mount.path().equals("/")
                    ? "/" + path.substring(prefix.length())
                    : mount.path() + "/" + path.substring(prefix.length());
        }
        return "(unreachable)" + path;
    }

    /** The path of a node. */
    public String of(Node node) {
        return node.descriptor() < 0 ? node.path() : of(node.mount(), node.descriptor());
    }

    /**
     * What getcwd(2) answers.
     *
     * @throws ErrnoException {@code ENOENT} if the directory was removed
     */
    String workingDirectory(DirectoryNode root, DirectoryNode working) {
        String path = of(working);
        if (path.endsWith(DELETED) && isRemoved(working)) {
            throw ErrnoException.of(Errno.ENOENT);
        }
        String top = of(root);
        if (top.equals("/") || path.startsWith("(unreachable)")) {
            return path;
        }
        if (path.equals(top)) {
            return "/";
        }
        return path.startsWith(top + "/") ? path.substring(top.length()) : "(unreachable)" + path;
    }

    private boolean isRemoved(DirectoryNode directory) {
        FileAttributes attributes = host.scratch().attributes();
        directory.attributes(attributes);
        return attributes.links == 0;
    }
}
