package io.tombolo.fs.internal;

import io.tombolo.fs.internal.file.HostFiles;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.GuestNames;
import io.tombolo.fs.internal.path.HostTree;
import io.tombolo.fs.internal.path.MountTable;
import io.tombolo.host.posix.WaitPool;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;

/** What open files need, by injection; tree and mounts need files in turn, so they are asked for late. */
@Singleton
final class FileServices implements HostFiles {
    private final HostSystem host;
    private final WaitPool waits;
    private final GuestNames names;
    private final Provider<HostTree> tree;
    private final Provider<MountTable> mounts;

    @Inject
    FileServices(
            HostSystem host, WaitPool waits, GuestNames names, Provider<HostTree> tree, Provider<MountTable> mounts) {
        this.host = host;
        this.waits = waits;
        this.names = names;
        this.tree = tree;
        this.mounts = mounts;
    }

    @Override
    public HostSystem host() {
        return host;
    }

    @Override
    public WaitPool waits() {
        return waits;
    }

    @Override
    public GuestNames names() {
        return names;
    }

    @Override
    public HostTree tree() {
        return tree.get();
    }

    @Override
    public MountTable mounts() {
        return mounts.get();
    }
}
