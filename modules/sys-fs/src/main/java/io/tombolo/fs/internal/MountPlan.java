package io.tombolo.fs.internal;

import io.tombolo.core.KernelOptions;
import io.tombolo.fs.internal.path.HostTree;
import io.tombolo.fs.internal.path.Mount;
import io.tombolo.fs.internal.path.MountTable;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.host.posix.HostPaths;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Mounts what the kernel's options ask for, and gives it back. */
@Singleton
final class MountPlan implements AutoCloseable {
    private final KernelOptions options;
    private final HostTree tree;

    @Inject
    MountPlan(KernelOptions options, HostTree tree) {
        this.options = options;
        this.tree = tree;
    }

    /** All mounts of a new kernel. */
    MountTable mounts() {
        MountTable mounts = new MountTable();
        Path root = options.rootfs();
        String hostRoot = root == null ? "/" : hostPath(root);
        mounts.add(host("/", hostRoot, false, root != null));
        for (KernelOptions.Bind bind : options.binds()) {
            mounts.add(host(bind.guest(), hostPath(bind.host()), bind.readOnly(), true));
        }
        return mounts;
    }

    private static String hostPath(Path path) {
        return HostSystem.string(HostPaths.bytes(path.toAbsolutePath().toString()));
    }

    private Mount host(String path, String hostPath, boolean readOnly, boolean confined) {
        Mount mount = new Mount(path, "host", hostPath, readOnly, confined);
        return mount.attach(tree.mountRoot(mount, hostPath));
    }

    @Override
    public void close() {}
}
