package io.tombolo.soft;

import io.tombolo.core.spi.Engine;
import io.tombolo.core.spi.EngineProvider;
import io.tombolo.core.spi.KernelServices;
import io.tombolo.core.spi.SpiVersion;
import io.tombolo.soft.internal.SoftEngine;
import io.tombolo.soft.internal.memory.PageMap;

/** Provides the software engine without its translator: slow, and the reference that the translator is compared with. */
public final class InterpreterProvider implements EngineProvider {
    private static final String NAME = "interpreter";
    private static final String VERSION = "0.1.0";
    private static final int WEIGHT = -100;

    /** For the service loader. */
    public InterpreterProvider() {}

    @Override
    public String name() {
        return NAME;
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
    public int weight() {
        return WEIGHT;
    }

    @Override
    public Engine create(KernelServices services) {
        return new SoftEngine(services.hostMemory(), decoder -> null, PageMap.PAGE_SIZE);
    }
}
