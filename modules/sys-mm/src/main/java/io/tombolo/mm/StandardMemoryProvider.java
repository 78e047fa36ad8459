package io.tombolo.mm;

import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.core.spi.SyscallModule;
import io.tombolo.core.spi.SyscallModuleProvider;
import io.tombolo.mm.internal.DaggerMemoryComponent;

/** Makes the house's own memory module. */
public final class StandardMemoryProvider implements SyscallModuleProvider {
    /** For {@link java.util.ServiceLoader}. */
    public StandardMemoryProvider() {}

    @Override
    public String role() {
        return "mm";
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
        return DaggerMemoryComponent.factory().create(services).module();
    }
}
