package io.tombolo.fs;

import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.fs.internal.DaggerFileComponent;

/** Makes the house's own file module. */
public final class StandardFileProvider implements SyscallModuleProvider {
    /** For {@link java.util.ServiceLoader}. */
    public StandardFileProvider() {}

    @Override
    public String role() {
        return "fs";
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
        return DaggerFileComponent.factory().create(services).module();
    }
}
