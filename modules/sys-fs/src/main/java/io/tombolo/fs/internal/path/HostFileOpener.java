package io.tombolo.fs.internal.path;

import io.tombolo.core.Task;
import io.tombolo.core.spi.OpenFile;

/** Opens files of the host and wraps their descriptors by type. */
public interface HostFileOpener {
    /**
     * Opens a name in a host directory.
     *
     * @param directory a host descriptor or {@code AT_FDCWD}
     * @param name opened as it is: {@code flags} says whether a link is followed
     * @param flags the guest's, in canonical values
     * @param path the guest path
     */
    OpenFile open(Task task, int directory, String name, int flags, int mode, Mount mount, String path);

    /** Opens beneath a host directory with no link on the way; see {@link HostTree#needsWalk} for its errors. */
    OpenFile openBeneath(Task task, int directory, String relative, int flags, int mode, Mount mount, String path);

    /** Wraps a descriptor that is open already, and takes it over. */
    OpenFile opened(Task task, int descriptor, int flags, Mount mount, String path);
}
