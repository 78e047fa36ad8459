package io.tombolo.fs.internal;

import io.tombolo.core.KernelException;
import io.tombolo.core.KernelOptions;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.fs.internal.dev.DeviceFileSystem;
import io.tombolo.fs.internal.dev.SharedMemoryDirectory;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.HostTree;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.MountTable;
import io.tombolo.fs.internal.proc.ProcFileSystem;
import io.tombolo.fs.internal.sys.SysFileSystem;
import io.tombolo.host.posix.HostPaths;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/**
 * Mounts what the kernel's options ask for. Every guest has a {@code /proc} of this kernel's own; one with its own root has
 * such {@code /dev} and {@code /sys} as well, and else only {@code /dev/tty} is not the host's.
 */
@Singleton
final class MountPlan implements AutoCloseable {
    private final KernelOptions options;
    private final HostTree tree;
    private final ProcFileSystem proc;
    private final DeviceFileSystem devices;
    private final SharedMemoryDirectory sharedMemory;
    private final SysFileSystem system;

    @Inject
    MountPlan(
            KernelOptions options,
            HostTree tree,
            ProcFileSystem proc,
            DeviceFileSystem devices,
            SharedMemoryDirectory sharedMemory,
            SysFileSystem system) {
        this.options = options;
        this.tree = tree;
        this.proc = proc;
        this.devices = devices;
        this.sharedMemory = sharedMemory;
        this.system = system;
    }

    /** All mounts of a new kernel. */
    MountTable mounts() {
        MountTable mounts = new MountTable();
        Path root = options.rootfs();
        mounts.add(host("/", root == null ? "/" : hostPath(root), false, root != null));
        mounts.add(proc.mount(mounts));
        if (root == null) {
            mounts.add(devices.terminalMount());
        } else {
            mounts.add(devices.mount());
            mounts.add(system.mount());
            mounts.add(sharedMemory.mount());
        }
        for (KernelOptions.Bind bind : options.binds()) {
            mounts.add(host(canonical(bind.guest()), hostPath(bind.host()), bind.readOnly(), true));
        }
        return mounts;
    }

    private static String canonical(String guest) {
        return hostPath(Path.of("/", guest).normalize());
    }

    private static String hostPath(Path path) {
        return HostSystem.string(HostPaths.bytes(path.toAbsolutePath().toString()));
    }

    private Mount host(String path, String hostPath, boolean readOnly, boolean confined) {
        Mount mount = new Mount(path, "ext4", path.equals("/") ? "/dev/root" : hostPath, readOnly, confined);
        try {
            return mount.attach(tree.mountRoot(mount, hostPath));
        } catch (ErrnoException error) {
            throw new KernelException("cannot show " + hostPath + " to the guest as " + path + ": "
                    + error.errno().description());
        }
    }

    @Override
    public void close() {
        sharedMemory.close();
    }
}
