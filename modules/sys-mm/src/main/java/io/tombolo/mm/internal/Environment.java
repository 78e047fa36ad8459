package io.tombolo.mm.internal;

import dagger.Binds;
import dagger.Provides;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.HostMachine;
import io.tombolo.mm.internal.backing.FileRegistry;
import io.tombolo.mm.internal.frame.FramePool;
import io.tombolo.mm.internal.memory.KernelMemory;
import io.tombolo.mm.internal.snapshot.ChosenSnapshot;
import jakarta.inject.Singleton;

/** What surrounds the module, and what all memories of a kernel share. */
@dagger.Module
abstract class Environment {
    @Binds
    abstract SyscallModule module(MemoryModule module);

    @Provides
    @Singleton
    static Host host(KernelServices services) {
        Host host = Host.system();
        int pageSize = services.engine().limits().hostPageSize();
        // An engine that wants larger pages than the machine has stands for another machine.
        return pageSize > FramePool.PAGE_SIZE && pageSize > host.mappings().pageSize()
                ? host.withPageSize(pageSize)
                : host;
    }

    @Provides
    @Singleton
    static KernelMemory kernelMemory(KernelServices services, Host host) {
        FileRegistry files = new FileRegistry(host);
        services.kernel().setMappedFiles(files);
        return new KernelMemory(
                services.engine(),
                host,
                FramePool.create(host),
                files,
                commitLimit(host),
                new ChosenSnapshot(services));
    }

    /** All memory and swap space, as Linux's heuristic overcommit has it; no limit where the host does not tell. */
    private static long commitLimit(Host host) {
        try {
            HostMachine.MachineLoad load = host.machine().load();
            return load.totalMemory() + load.totalSwap();
        } catch (ErrnoException unknown) {
            return Long.MAX_VALUE;
        }
    }
}
