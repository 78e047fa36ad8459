package io.tombolo.net.internal.unix;

import io.tombolo.host.posix.FileStatus;
import org.jspecify.annotations.Nullable;

/** The identity of a name that a socket was bound to. A bound socket keeps its inode, so no other file can come by it. */
record InodeKey(long major, long minor, long inode) {
    static InodeKey of(FileStatus status) {
        return new InodeKey(status.deviceMajor(), status.deviceMinor(), status.inode());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InodeKey key && key.inode == inode && key.major == major && key.minor == minor;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(inode * 31 + major * 7 + minor);
    }
}
