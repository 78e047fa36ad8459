package io.tombolo.net;

import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.net.internal.DaggerNetworkComponent;

/** Makes the house's own network module. */
public final class StandardNetworkProvider implements SyscallModuleProvider {
    /** For {@link java.util.ServiceLoader}. */
    public StandardNetworkProvider() {}

    @Override
    public String role() {
        return "net";
    }

    @Override
    public String name() {
        return "standard";
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
    public SyscallModule create(KernelServices services) {
        return DaggerNetworkComponent.factory().create(services).module();
    }
}
