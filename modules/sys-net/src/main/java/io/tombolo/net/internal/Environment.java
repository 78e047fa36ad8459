package io.tombolo.net.internal;

import dagger.Binds;
import dagger.Provides;
import io.tombolo.core.KernelOptions;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.host.posix.Host;
import io.tombolo.net.internal.socket.NetworkHost;
import jakarta.inject.Singleton;

/** The host, and what the classes without annotations of their own are made of. */
@dagger.Module
abstract class Environment {
    @Binds
    abstract SyscallModule module(NetworkModule module);

    @Provides
    @Singleton
    static NetworkHost host(KernelOptions options) {
        return new NetworkHost(Host.system(), options.network() == KernelOptions.Network.HOST);
    }
}
