package io.tombolo.soft;

import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.EngineProvider;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.soft.internal.DaggerSoftEngineComponent;
import io.tombolo.soft.internal.SoftEngine;

/** Provides the software engine, which works on every machine. */
public final class SoftEngineProvider implements EngineProvider {
    private static final String VERSION = "0.1.0";

    /** For the service loader. */
    public SoftEngineProvider() {}

    @Override
    public String name() {
        return SoftEngine.NAME;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public SpiVersion.Range spiVersions() {
        return SpiVersion.Range.of(1, 0);
    }

    @Override
    public Engine create(KernelServices services) {
        return DaggerSoftEngineComponent.factory().create(services.hostMemory()).engine();
    }
}
