package io.tombolo.proc.internal;

import dagger.Binds;
import dagger.Provides;
import io.tombolo.core.spi.FileSystem;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.MemoryManager;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.host.posix.Host;
import io.tombolo.proc.internal.futex.RobustLocks;
import io.tombolo.proc.internal.lifecycle.FutexExit;
import jakarta.inject.Singleton;

/**
 * What surrounds the module: the host and the services of its neighbours. The latter are there only after all modules were
 * made, so they are asked for through {@code jakarta.inject.Provider} or {@code dagger.Lazy}.
 */
@dagger.Module
abstract class Environment {
    @Binds
    abstract SyscallModule module(ProcessModule module);

    @Binds
    abstract FutexExit futexExit(RobustLocks locks);

    @Provides
    @Singleton
    static Host host() {
        return Host.system();
    }

    @Provides
    static FileSystem fileSystem(KernelServices services) {
        return services.service(FileSystem.class);
    }

    @Provides
    static MemoryManager memoryManager(KernelServices services) {
        return services.service(MemoryManager.class);
    }
}
