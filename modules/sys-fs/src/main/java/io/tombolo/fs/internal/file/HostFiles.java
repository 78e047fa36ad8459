package io.tombolo.fs.internal.file;

import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.GuestNames;
import io.tombolo.fs.internal.path.HostTree;
import io.tombolo.fs.internal.path.MountTable;
import io.tombolo.host.posix.WaitPool;

/** What open files need of the rest of the module. Thread-safe. */
public interface HostFiles {
    /** The host. */
    HostSystem host();

    /** Waits. */
    WaitPool waits();

    /** Guest paths of host descriptors. */
    GuestNames names();

    /** Makes nodes. */
    HostTree tree();

    /** The guest's mounts. */
    MountTable mounts();
}
