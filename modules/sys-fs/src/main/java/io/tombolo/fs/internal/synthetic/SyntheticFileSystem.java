package io.tombolo.fs.internal.synthetic;

import io.tombolo.fs.internal.path.GuestNames;
import io.tombolo.fs.internal.path.Mount;

/**
 * What the nodes of one synthetic file system have in common.
 *
 * @param mount where it is mounted
 * @param device the minor number of its anonymous device
 * @param seconds the time that all its files show
 * @param names for files opened by {@code O_PATH}
 */
public record SyntheticFileSystem(Mount mount, int device, long seconds, GuestNames names) {
    /** Inode numbers of synthetic files are made of their paths; 1 is the root's. */
    public long inode(String path) {
        if (path.equals(mount.path())) {
            return 1;
        }
        long hash = 0xcbf29ce484222325L;
        for (int index = 0; index < path.length(); index++) {
            hash = (hash ^ path.charAt(index)) * 0x100000001b3L;
        }
        return (hash >>> 20) + 2;
    }
}
