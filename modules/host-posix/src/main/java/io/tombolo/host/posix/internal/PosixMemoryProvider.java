package io.tombolo.host.posix.internal;

import io.tombolo.core.spi.HostMemory;
import io.tombolo.core.spi.HostMemoryProvider;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.host.posix.Host;

/** Makes the host's memory out of the C library's mappings. */
public final class PosixMemoryProvider implements HostMemoryProvider {
    /** For {@link java.util.ServiceLoader}. */
    public PosixMemoryProvider() {}

    @Override
    public String name() {
        return "posix";
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public SpiVersion.Range spiVersions() {
        return SpiVersion.Range.of(1, 0);
    }

    @Override
    public HostMemory create() {
        return new PosixMemory(Host.system().mappings());
    }
}
