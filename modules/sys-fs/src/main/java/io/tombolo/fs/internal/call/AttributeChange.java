package io.tombolo.fs.internal.call;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.host.FileAttributes;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.host.posix.StatMode;

/** Which files' modes, owners, times and extended attributes a guest may try to change; the host decides about the rest. */
final class AttributeChange {
    /** {@code UNIX98_PTY_SLAVE_MAJOR} of {@code linux/major.h}, and its seven successors. */
    private static final int FIRST_PTY_MAJOR = 136;

    private static final int LAST_PTY_MAJOR = 143;

    private AttributeChange() {}

    /**
     * Lets a change pass unless the mount is for reading only, or the file is a device that the machine's other programs use, too, and was only
     * lent to the guest: one of {@code /dev}, or one of the streams that it was started with.
     *
     * @throws ErrnoException {@code EROFS}, {@code EPERM}
     */
    static void requireAllowed(HostSystem host, Mount mount, int descriptor) {
        mount.requireWritable();
        if (mount.showsHost() || descriptor < 0) {
            return;
        }
        FileAttributes attributes = host.scratch().attributes();
        host.status(descriptor, attributes);
        if (isLentDevice(attributes)) {
            throw ErrnoException.of(Errno.EPERM);
        }
    }

    private static boolean isLentDevice(FileAttributes attributes) {
        return attributes.isType(StatMode.S_IFBLK)
                || (attributes.isType(StatMode.S_IFCHR)
                        && (attributes.rawMajor < FIRST_PTY_MAJOR || attributes.rawMajor > LAST_PTY_MAJOR));
    }
}
