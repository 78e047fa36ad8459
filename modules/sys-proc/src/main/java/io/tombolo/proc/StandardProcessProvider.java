package io.tombolo.proc;

import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.proc.internal.DaggerProcessComponent;

/** Makes the house's own process module. */
public final class StandardProcessProvider implements SyscallModuleProvider {
    /** For {@link java.util.ServiceLoader}. */
    public StandardProcessProvider() {}

    @Override
    public String role() {
        return "proc";
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
        return DaggerProcessComponent.factory().create(services).module();
    }
}
