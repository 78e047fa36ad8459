package io.tombolo.fs.internal;

import dagger.Binds;
import dagger.Provides;
import io.tombolo.core.abi.Architecture;
import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.fs.internal.file.FileOpener;
import io.tombolo.fs.internal.file.HostFiles;
import io.tombolo.fs.internal.file.StandardStreams;
import io.tombolo.fs.internal.host.HostSystem;
import io.tombolo.fs.internal.path.GuestNames;
import io.tombolo.fs.internal.path.HostTree;
import io.tombolo.fs.internal.path.MountTable;
import io.tombolo.fs.internal.path.PathLookup;
import io.tombolo.fs.internal.terminal.Terminals;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.WaitPool;
import jakarta.inject.Singleton;

/** The host, the guest's tree, and what the classes without annotations of their own are made of. */
@dagger.Module
abstract class Environment {
    @Binds
    abstract SyscallModule module(FileModule module);

    @Binds
    abstract HostFiles files(FileServices services);

    @Provides
    @Singleton
    static HostSystem host() {
        return new HostSystem(Host.system());
    }

    @Provides
    @Singleton
    static WaitPool waits(HostSystem host) {
        return new WaitPool(host.host());
    }

    @Provides
    @Singleton
    static GuestNames names(HostSystem host) {
        return new GuestNames(host);
    }

    @Provides
    @Singleton
    static FileOpener opener(HostFiles files, Terminals terminals) {
        return new FileOpener(files, terminals::opened);
    }

    @Provides
    @Singleton
    static StandardStreams streams(HostFiles files, Terminals terminals) {
        return new StandardStreams(files, terminals::standard);
    }

    @Provides
    @Singleton
    static HostTree tree(HostSystem host, FileOpener opener) {
        return new HostTree(host, opener);
    }

    @Provides
    @Singleton
    static MountTable mounts(MountPlan plan) {
        return plan.mounts();
    }

    @Provides
    @Singleton
    static PathLookup lookup(MountTable mounts, HostSystem host) {
        return new PathLookup(mounts, host);
    }

    @Provides
    static Architecture architecture(Engine engine) {
        return engine.architecture();
    }
}
