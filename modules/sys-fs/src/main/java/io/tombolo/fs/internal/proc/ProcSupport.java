package io.tombolo.fs.internal.proc;

import io.tombolo.core.Process;
import io.tombolo.core.Task;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.GuestNames;
import io.tombolo.fs.internal.path.MountTable;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.fs.internal.path.PathLookup;
import io.tombolo.fs.internal.synthetic.SyntheticFileSystem;
import java.util.Map;
import java.util.WeakHashMap;

/** What the files of {@code /proc} need of the rest of the module. Thread-safe. */
final class ProcSupport {
    private static final int LOWEST_ADJUSTMENT = -1000;
    private static final int HIGHEST_ADJUSTMENT = 1000;

    private final SyntheticFileSystem system;
    private final MountTable mounts;
    private final PathLookup lookup;
    private final Architecture architecture;
    private final Map<Process, Integer> oomAdjustments = new WeakHashMap<>();

    ProcSupport(SyntheticFileSystem system, MountTable mounts, HostSystem host, Architecture architecture) {
        this.system = system;
        this.mounts = mounts;
        this.lookup = new PathLookup(mounts, host);
        this.architecture = architecture;
    }

    SyntheticFileSystem system() {
        return system;
    }

    GuestNames names() {
        return system.names();
    }

    MountTable mounts() {
        return mounts;
    }

    PathLookup lookup() {
        return lookup;
    }

    Architecture architecture() {
        return architecture;
    }

    /** The node of an absolute guest path that a link of the kernel's stands for; with a reference. */
    Node node(Task task, String path) {
        return lookup.remembered(task, path);
    }

    synchronized int oomAdjustment(Process process) {
        return oomAdjustments.getOrDefault(process, 0);
    }

    synchronized void setOomAdjustment(Process process, String text) {
        int value;
        try {
            value = Integer.parseInt(text.strip());
        } catch (NumberFormatException error) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        if (value < LOWEST_ADJUSTMENT || value > HIGHEST_ADJUSTMENT) {
            throw ErrnoException.of(Errno.EINVAL);
        }
        oomAdjustments.put(process, value);
    }
}
